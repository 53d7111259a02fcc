package io.espalier.network.op;

import java.util.OptionalDouble;

/** Mean over a window, zeros that it is padded by counted. */
public record AveragePool(Window window) implements Pool {
    public AveragePool {
        window.requireReadingInside();
    }

    /** Square, without padding. */
    public AveragePool(int kernel, int stride) {
        this(Window.square(kernel, stride, 0));
    }

    @Override
    public OptionalDouble constant(int channel, KnownChannels known) {
        return known.source(channel).stream()
                .filter(mean -> mean == 0 || !window.isPadded())
                .mapToObj(OptionalDouble::of)
                .findFirst()
                .orElse(OptionalDouble.empty());
    }
}
