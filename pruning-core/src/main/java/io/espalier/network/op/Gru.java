package io.espalier.network.op;

import io.espalier.network.op.Parameter.Role;
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
public record Gru(int inputs, int units) implements Recurrent {
    @Override
    public String type() {
        return "GRU";
    }

    @Override
    public int gates() {
        return 3;
    }

    @Override
    public int biases() {
        return 4;
    }

    /** A unit that nothing fills gives 0. */
    @Override
    public OptionalDouble constant(int channel, KnownChannels known) {
        int last = channel * biases() + biases() - 1;
        boolean empty = !known.reads(channel) && known.own(Role.BIAS, last - 1) == 0 && known.own(Role.BIAS, last) == 0;
        return empty ? OptionalDouble.of(0) : OptionalDouble.empty();
    }

    @Override
    public Gru resized(List<List<Integer>> in, List<Integer> out) {
        return new Gru(in.get(0).size(), out.size());
    }
}
