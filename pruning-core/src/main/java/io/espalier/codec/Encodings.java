package io.espalier.codec;

import io.espalier.network.Network;
import java.util.Comparator;
import java.util.List;

/** The parameters of one network in every format, each encoded once. */
public final class Encodings {
    private final EncodedNetwork dense;
    private final EncodedNetwork bitmask;
    private final EncodedNetwork relativeIndex;

    /** @param values the parameters by {@link Network#layout()} */
    public Encodings(Network network, float[] values) {
        this.dense = EncodedNetwork.of(new Dense(), network, values);
        this.bitmask = EncodedNetwork.of(new Bitmask(), network, values);
        this.relativeIndex = EncodedNetwork.of(new RelativeIndex(), network, values);
    }

    /** How long the files are. */
    public EncodedSizes sizes() {
        return new EncodedSizes(
                dense.length(), bitmask.length(), relativeIndex.length(), GzippedDense.gzip(dense.file()).length);
    }

    /** The smallest of the exact formats. */
    public EncodedNetwork smallest() {
        return List.of(dense, bitmask, relativeIndex).stream()
                .min(Comparator.comparingInt(EncodedNetwork::length))
                .orElseThrow();
    }
}
