package io.espalier.penalty;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import io.espalier.network.Network;
import io.espalier.network.WeightGroups;
import java.util.List;
import java.util.stream.Stream;

/**
 * R = strength sum over layers of (sum ||incoming weights of a unit|| + sum ||outgoing weights of an input||), no factor
 * for a group's size (Pan, Dong and Guo 2016).
 *
 * @param strength multiplier of the sum of norms
 */
public record DropNeuron(@Default("0.0001") double strength) implements Penalty {
    public DropNeuron {
        check(strength >= 0, "strength", strength, "be at least 0");
    }

    public DropNeuron() {
        this(1e-4);
    }

    @Override
    public DropNeuron scaled(double factor) {
        return new DropNeuron(strength * factor);
    }

    @Override
    public Term begin(Network network, int examples) {
        List<NormSum> layers = Stream.of(WeightGroups.Direction.values())
                .flatMap(direction -> WeightGroups.of(network, direction).stream())
                .map(lines -> new NormSum(strength, lines))
                .toList();
        return NormSum.of(layers);
    }
}
