package io.espalier.codec;

import io.espalier.network.Network;
import java.util.Comparator;
import java.util.List;

/** The parameters of one network in every format, each encoded once. */
public final class Encodings {
    /** A file, and the format that reads it. */
    private record Encoded(
            Codec codec,
            @SuppressWarnings("ArrayRecordComponent") byte[] file) {
        static Encoded of(Codec codec, Network network, float[] values) {
            return new Encoded(codec, codec.encode(network, values));
        }

        int length() {
            return file.length;
        }
    }

    private final Network network;
    private final Encoded dense;
    private final Encoded bitmask;
    private final Encoded relativeIndex;

    /** @param values the parameters by {@link Network#layout()} */
    public Encodings(Network network, float[] values) {
        this.network = network;
        this.dense = Encoded.of(new Dense(), network, values);
        this.bitmask = Encoded.of(new Bitmask(), network, values);
        this.relativeIndex = Encoded.of(new RelativeIndex(), network, values);
    }

    /** How long the files are. */
    public SizeLadder sizes() {
        return new SizeLadder(
                dense.length(), bitmask.length(), relativeIndex.length(), GzippedDense.gzip(dense.file).length);
    }

    /** The smallest of the exact formats. */
    public Codec smallest() {
        return smallestFile().codec;
    }

    /** What comes back from the smallest of the exact formats: the parameters as they would arrive. */
    public float[] decoded() {
        Encoded smallest = smallestFile();
        return smallest.codec.decode(network, smallest.file);
    }

    private Encoded smallestFile() {
        return List.of(dense, bitmask, relativeIndex).stream()
                .min(Comparator.comparingInt(Encoded::length))
                .orElseThrow();
    }
}
