package io.espalier.network.op;

import java.util.List;
import java.util.OptionalDouble;

/** Mean over all positions of a channel. */
public record GlobalAveragePool() implements Op {
    @Override
    public Shape output(List<Shape> in) {
        return Shape.vector(in.get(0).channels());
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
