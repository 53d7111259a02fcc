package io.espalier.codec;

import io.espalier.network.Network;

/** How many bytes the parameters of one network take in each format. */
public record EncodedSizes(long dense, long bitmask, long relativeIndex, long gzip) {
    /** Encodes and counts. */
    public static EncodedSizes of(Network network, float[] values) {
        return new Encodings(network, values).sizes();
    }

    /** The smallest of the three exact formats; gzip is for reference. */
    public long smallest() {
        return Math.min(dense, Math.min(bitmask, relativeIndex));
    }
}
