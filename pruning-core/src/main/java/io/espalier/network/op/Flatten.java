package io.espalier.network.op;

import java.util.List;
import java.util.OptionalDouble;

/** Channels, height and width laid out as one vector, channels outermost. */
public record Flatten() implements Op {
    @Override
    public Shape output(List<Shape> in) {
        return Shape.vector(in.get(0).elements());
    }

    @Override
    public Kind kind() {
        return Kind.VIEW;
    }

    @Override
    public ChannelMap channels(List<Shape> in) {
        return ChannelMap.blocks(in.get(0), in.get(0).positions());
    }

    @Override
    public OptionalDouble constant(int channel, KnownChannels known) {
        return known.source(channel);
    }
}
