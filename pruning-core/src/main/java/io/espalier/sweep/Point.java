package io.espalier.sweep;

import io.espalier.binding.Default;
import io.espalier.data.DataSpec;
import io.espalier.network.NetworkFamily;
import io.espalier.recipe.Step;
import io.espalier.task.Classification;
import io.espalier.task.Task;
import java.util.List;

/**
 * One point of a grid: a recipe with every open value bound.
 *
 * @param axes the values that bound it, as canonical JSON: {@code {"criterion":"snip","sparsity":0.5}}
 * @param task what is learned
 */
public record Point(
        String axes,
        DataSpec data,
        NetworkFamily network,
        List<Step> steps,
        @Default("classification") Task task) {
    public Point {
        steps = List.copyOf(steps);
    }

    /** Of a classification. */
    public Point(String axes, DataSpec data, NetworkFamily network, List<Step> steps) {
        this(axes, data, network, steps, new Classification());
    }

    public Trial trial(long seed) {
        return new Trial(data, network, seed, steps, null, task);
    }
}
