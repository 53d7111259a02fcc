package io.espalier.network.op;

import java.util.OptionalDouble;

/** Maximum over a window; what it is padded by is never the largest. */
public record MaxPool(Window window) implements Pool {
    public MaxPool {
        window.requireReadingInside();
    }

    /** Square, without padding. */
    public MaxPool(int kernel, int stride) {
        this(Window.square(kernel, stride, 0));
    }

    @Override
    public OptionalDouble constant(int channel, KnownChannels known) {
        return known.source(channel);
    }
}
