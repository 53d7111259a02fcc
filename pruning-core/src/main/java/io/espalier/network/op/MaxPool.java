package io.espalier.network.op;

import java.util.List;
import java.util.OptionalDouble;

/** Maximum over a square window, no padding. */
public record MaxPool(int kernel, int stride) implements Op {
    @Override
    public Shape output(List<Shape> in) {
        return Windows.pooled(in.get(0), kernel, stride);
    }

    @Override
    public ChannelMap channels(List<Shape> in) {
        return ChannelMap.perChannel(in);
    }

    @Override
    public OptionalDouble constant(int channel, KnownChannels known) {
        return known.source(channel);
    }
}
