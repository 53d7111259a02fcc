package io.espalier.network.op;

import io.espalier.network.op.Parameter.Axes;
import io.espalier.network.op.Parameter.Role;
import java.util.ArrayList;
import java.util.List;

/**
 * A layer of units over the width, from left to right, each of which sees the inputs of its position and all units' states of
 * the one before. A unit's gates stand together: weights are (units, inputs and units, gates), biases (units, biases).
 */
public sealed interface Recurrent extends Op permits Gru, Lstm {
    int inputs();

    int units();

    /** How many gates a unit has. */
    int gates();

    /** How many biases a unit has. */
    default int biases() {
        return gates();
    }

    @Override
    default Shape output(List<Shape> in) {
        Inputs.require(
                in.get(0).channels() == inputs() && in.get(0).height() == 1,
                in,
                inputs() + " channels, with a height of 1");
        return new Shape(units(), 1, in.get(0).width());
    }

    @Override
    default List<Parameter> parameters(String node) {
        return List.of(
                new Parameter(node + ".weight", Role.WEIGHT, List.of(units(), inputs() + units(), gates())),
                new Parameter(node + ".bias", Role.BIAS, List.of(units(), biases()), Axes.UNITS));
    }

    @Override
    default long macs(List<Shape> in) {
        return (long) in.get(0).width() * units() * (inputs() + units()) * gates();
    }

    @Override
    default boolean isCausal(List<Shape> in) {
        return true;
    }

    @Override
    default ChannelMap channels(List<Shape> in) {
        return ChannelMap.mixed(in, units());
    }

    /** Behind the inputs, the units themselves. */
    @Override
    default List<Integer> keptInputs(Parameter parameter, List<List<Integer>> in, List<Integer> out) {
        List<Integer> all = new ArrayList<>(in.get(0));
        out.forEach(unit -> all.add(inputs() + unit));
        return all;
    }
}
