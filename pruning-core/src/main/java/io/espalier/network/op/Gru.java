package io.espalier.network.op;

import io.espalier.network.op.Parameter.Axes;
import io.espalier.network.op.Parameter.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Gated recurrent unit (<a href="https://arxiv.org/abs/1406.1078">Cho et al. 2014</a>) over the width, from left to right,
 * its state 0 before the first position, in the form that PyTorch and cuDNN compute: with x the input and h the state before,
 * each unit has r, z = sigmoid(W [x, h] + b), n = tanh(W x + b + r (W h + b)) and h' = (1 - z) n + z h.
 *
 * <p>A unit's gates stand together, in the order r, z, n: weights are (units, inputs and units, 3); biases (units, 4), n's of x
 * before n's of h.
 */
public record Gru(int inputs, int units) implements Op {
    /** How many gates a unit has. */
    public static final int GATES = 3;

    /** How many biases a unit has. */
    public static final int BIASES = 4;

    @Override
    public String type() {
        return "GRU";
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
                new Parameter(node + ".bias", Role.BIAS, List.of(units, BIASES), Axes.UNITS));
    }

    @Override
    public long macs(List<Shape> in) {
        return (long) in.get(0).width() * units * (inputs + units) * GATES;
    }

    @Override
    public ChannelMap channels(List<Shape> in) {
        return ChannelMap.mixed(in, units);
    }

    /** A unit that nothing fills gives 0. */
    @Override
    public OptionalDouble constant(int channel, KnownChannels known) {
        int last = channel * BIASES + BIASES - 1;
        boolean empty = !known.reads(channel) && known.own(Role.BIAS, last - 1) == 0 && known.own(Role.BIAS, last) == 0;
        return empty ? OptionalDouble.of(0) : OptionalDouble.empty();
    }

    @Override
    public Gru resized(List<List<Integer>> in, List<Integer> out) {
        return new Gru(in.get(0).size(), out.size());
    }

    /** Behind the inputs, the units themselves. */
    @Override
    public List<Integer> keptInputs(Parameter parameter, List<List<Integer>> in, List<Integer> out) {
        List<Integer> all = new ArrayList<>(in.get(0));
        out.forEach(unit -> all.add(inputs + unit));
        return all;
    }
}
