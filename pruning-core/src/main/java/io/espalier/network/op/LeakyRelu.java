package io.espalier.network.op;

import java.util.List;
import java.util.OptionalDouble;

/** x where it is positive, else alpha x. */
public record LeakyRelu(double alpha) implements Op {
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
        return known.map(channel, x -> x > 0 ? x : alpha * x);
    }
}
