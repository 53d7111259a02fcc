package io.espalier.network.op;

import io.espalier.network.op.Parameter.Role;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Long short-term memory (<a href="https://doi.org/10.1162/neco.1997.9.8.1735">Hochreiter and Schmidhuber 1997</a>) over the
 * width, from left to right, state and memory 0 before the first position. With x the input and h the state before, each unit
 * has i, f, o = sigmoid(W [x, h] + b), g = tanh(W [x, h] + b), c' = f c + i g and h' = o tanh(c').
 *
 * <p>A unit's four gates stand together, in the order i, f, g, o: weights are (units, inputs and units, 4), biases (units, 4).
 */
public record Lstm(int inputs, int units) implements Recurrent {
    /** The place of the gate by which a unit's memory is filled. */
    private static final int CELL = 2;

    @Override
    public String type() {
        return "LSTM";
    }

    @Override
    public int gates() {
        return 4;
    }

    /** A unit whose memory is never filled gives 0. */
    @Override
    public OptionalDouble constant(int channel, KnownChannels known) {
        boolean empty = !known.reads(channel) && known.own(Role.BIAS, channel * biases() + CELL) == 0;
        return empty ? OptionalDouble.of(0) : OptionalDouble.empty();
    }

    @Override
    public Lstm resized(List<List<Integer>> in, List<Integer> out) {
        return new Lstm(in.get(0).size(), out.size());
    }
}
