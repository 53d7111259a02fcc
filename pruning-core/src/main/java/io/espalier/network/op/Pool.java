package io.espalier.network.op;

import java.util.List;

/** One number of each window of a channel. */
public sealed interface Pool extends Op permits AveragePool, MaxPool {
    Window window();

    /** The sides of a square window without padding. */
    default int kernel() {
        return window().onlySideOfUnpadded().kernel();
    }

    /** The stride along both sides of such a window. */
    default int stride() {
        return window().onlySideOfUnpadded().stride();
    }

    @Override
    default Shape output(List<Shape> in) {
        return window().output(in.get(0).channels(), in.get(0));
    }

    @Override
    default ChannelMap channels(List<Shape> in) {
        return ChannelMap.perChannel(in);
    }
}
