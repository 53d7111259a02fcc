package io.espalier.network.op;

import java.util.List;
import java.util.OptionalDouble;

/** Maximum over a window; what it is padded by is never the largest. */
public record MaxPool(Window window) implements Op {
    public MaxPool {
        window.requireReadingInside();
    }

    /** Square, without padding. */
    public MaxPool(int kernel, int stride) {
        this(Window.square(kernel, stride, 0));
    }

    /** The sides of a square window without padding. */
    public int kernel() {
        return window.onlySideOfUnpadded().kernel();
    }

    /** The stride along both sides of such a window. */
    public int stride() {
        return window.onlySideOfUnpadded().stride();
    }

    @Override
    public Shape output(List<Shape> in) {
        return window.output(in.get(0).channels(), in.get(0));
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
