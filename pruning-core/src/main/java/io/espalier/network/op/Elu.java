package io.espalier.network.op;

import java.util.List;
import java.util.OptionalDouble;

/** x where it is positive, else alpha (exp(x) - 1): <a href="https://arxiv.org/abs/1511.07289">Clevert et al. 2016</a>. */
public record Elu(double alpha) implements Op {
    @Override
    public Shape output(List<Shape> in) {
        return in.get(0);
    }

    @Override
    public Kind kind() {
        return Kind.ACTIVATION;
    }

    @Override
    public ChannelMap channels(List<Shape> in) {
        return ChannelMap.perChannel(in);
    }

    @Override
    public OptionalDouble constant(int channel, KnownChannels known) {
        return known.map(channel, x -> x > 0 ? x : alpha * Math.expm1(x));
    }
}
