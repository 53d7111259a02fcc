package io.espalier.codec;

import io.espalier.network.Network;

/**
 * A lossless file format for the parameters of a network whose structure is known: trained parameters and running
 * statistics. The file's length is the exact size of the network in this format, every header counted. Numbers are
 * little-endian 32-bit floats; decoding gives the same bits back. A number is left out only where all its bits are 0,
 * so -0.0 is stored like any other number.
 */
public interface Codec {
    /** Short and unique, for reports: {@code dense}, {@code bitmask}. */
    String name();

    /** @param values the parameters by {@link Network#layout()} */
    byte[] encode(Network network, float[] values);

    /**
     * The parameters by {@link Network#layout()}.
     *
     * @throws IllegalArgumentException if the file is not of this format, is cut short or too long, or holds another
     *     number of parameters than the network
     */
    float[] decode(Network network, byte[] file);
}
