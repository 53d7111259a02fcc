package io.espalier.sweep;

import io.espalier.data.DataSpec;
import io.espalier.network.NetworkFamily;
import io.espalier.recipe.Step;
import java.util.List;

/**
 * One point of a grid: a recipe with every open value bound.
 *
 * @param axes the values that bound it, as canonical JSON: {@code {"criterion":"snip","sparsity":0.5}}
 */
public record Point(String axes, DataSpec data, NetworkFamily network, List<Step> steps) {
    public Point {
        steps = List.copyOf(steps);
    }

    public Trial trial(long seed) {
        return new Trial(data, network, seed, steps);
    }
}
