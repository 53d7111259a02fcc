package io.espalier.codec;

import io.espalier.network.Network;

/** How many bytes the parameters of one network take in each format. */
public record SizeLadder(long dense, long bitmask, long relativeIndex, long gzip) {
    /** Encodes and counts. */
    public static SizeLadder of(Network network, float[] values) {
        return new SizeLadder(
                new Dense().encode(network, values).length,
                new Bitmask().encode(network, values).length,
                new RelativeIndex().encode(network, values).length,
                new GzippedDense().encode(network, values).length);
    }

    /** The smallest of the three exact formats; gzip is for reference. */
    public long smallest() {
        return Math.min(dense, Math.min(bitmask, relativeIndex));
    }
}
