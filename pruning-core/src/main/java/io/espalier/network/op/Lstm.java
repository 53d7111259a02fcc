package io.espalier.network.op;

import io.espalier.network.op.Parameter.Axes;
import io.espalier.network.op.Parameter.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Long short-term memory (<a href="https://doi.org/10.1162/neco.1997.9.8.1735">Hochreiter and Schmidhuber 1997</a>) over the
 * width, from left to right, state and memory 0 before the first position. With x the input and h the state before, each unit
 * has i, f, o = sigmoid(W [x, h] + b), g = tanh(W [x, h] + b), c' = f c + i g and h' = o tanh(c').
 *
 * <p>A unit's four gates stand together, in the order i, f, g, o: weights are (units, inputs and units, 4), biases (units, 4).
 */
public record Lstm(int inputs, int units) implements Op {
    /** How many gates a unit has. */
    public static final int GATES = 4;

    /** The place of the gate by which a unit's memory is filled. */
    private static final int CELL = 2;

    @Override
    public String type() {
        return "LSTM";
    }

    @Override
    public Shape output(List<Shape> in) {
        Inputs.require(
                in.get(0).channels() == inputs && in.get(0).height() == 1,
                in,
                inputs + " channels, with a height of 1");
        return new Shape(units, 1, in.get(0).width());
    }

    @Override
    public List<Parameter> parameters(String node) {
        return List.of(
                new Parameter(node + ".weight", Role.WEIGHT, List.of(units, inputs + units, GATES)),
                new Parameter(node + ".bias", Role.BIAS, List.of(units, GATES), Axes.UNITS));
    }

    @Override
    public long macs(List<Shape> in) {
        return (long) in.get(0).width() * units * (inputs + units) * GATES;
    }

    @Override
    public ChannelMap channels(List<Shape> in) {
        return ChannelMap.mixed(in, units);
    }

    /** A unit whose memory is never filled gives 0. */
    @Override
    public OptionalDouble constant(int channel, KnownChannels known) {
        boolean empty = !known.reads(channel) && known.own(Role.BIAS, channel * GATES + CELL) == 0;
        return empty ? OptionalDouble.of(0) : OptionalDouble.empty();
    }

    @Override
    public Lstm resized(List<List<Integer>> in, List<Integer> out) {
        return new Lstm(in.get(0).size(), out.size());
    }

    /** Behind the inputs, the units themselves. */
    @Override
    public List<Integer> keptInputs(Parameter parameter, List<List<Integer>> in, List<Integer> out) {
        List<Integer> all = new ArrayList<>(in.get(0));
        out.forEach(unit -> all.add(inputs + unit));
        return all;
    }
}
