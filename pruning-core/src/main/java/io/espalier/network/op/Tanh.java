package io.espalier.network.op;

import java.util.List;
import java.util.OptionalDouble;

/** Hyperbolic tangent. */
public record Tanh() implements Op {
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
        return known.map(channel, Math::tanh);
    }
}
