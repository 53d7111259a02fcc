package io.espalier.codec;

import io.espalier.network.Network;

/**
 * A file format for the parameters of a network whose structure is known: trained parameters and running statistics. The
 * file's length is the exact size of the network in this format, every header, table and codebook counted; what
 * decoding gives is what a sweep measures. Encoding what was decoded gives the same file again, and a weight that is 0
 * comes back as 0. Variants are records, registered as services.
 */
public interface Codec {
    /** What further training may do to weights that were decoded. */
    enum Sharing {
        /** Each moves on its own. */
        NONE,
        /** Those of a layer with the same value are one number, and stay so: the gradient of each is their sum. */
        BY_VALUE
    }

    /** @param values the parameters by {@link Network#layout()} */
    byte[] encode(Network network, float[] values);

    /**
     * The parameters by {@link Network#layout()}.
     *
     * @throws IllegalArgumentException if the file is not of this format, is cut short or too long, or holds another
     *     number of parameters than the network
     */
    float[] decode(Network network, byte[] file);

    /** @throws IllegalArgumentException if it cannot hold this network, whatever its parameters are */
    default void requireFits(Network network) {}

    /** Whether every bit comes back: a number is then left out of the file only where all its bits are 0. */
    default boolean isExact() {
        return false;
    }

    /** Whether the network computes with rounded activations too: its file then says how, behind the parameters. */
    default boolean roundsActivations() {
        return false;
    }

    default Sharing sharing() {
        return Sharing.NONE;
    }
}
