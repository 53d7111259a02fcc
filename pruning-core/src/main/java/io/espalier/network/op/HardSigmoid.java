package io.espalier.network.op;

import java.util.List;
import java.util.OptionalDouble;

/** The nearest number in [0, 1] to alpha x + beta: a sigmoid of straight lines. */
public record HardSigmoid(double alpha, double beta) implements Op {
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
        return known.map(channel, x -> Math.max(0, Math.min(1, alpha * x + beta)));
    }
}
