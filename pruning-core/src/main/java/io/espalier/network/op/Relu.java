package io.espalier.network.op;

import java.util.List;
import java.util.OptionalDouble;

/** max(0, x). */
public record Relu() implements Op {
    @Override
    public Shape output(List<Shape> in) {
        return in.get(0);
    }

    @Override
    public Kind kind() {
        return Kind.RECTIFIER;
    }

    @Override
    public ChannelMap channels(List<Shape> in) {
        return ChannelMap.perChannel(in);
    }

    @Override
    public OptionalDouble constant(int channel, KnownChannels known) {
        return known.map(channel, x -> Math.max(0, x));
    }
}
