package io.espalier.codec;

import io.espalier.network.Network;

/** The parameters of a network as a file, and the format that reads it. */
public record EncodedNetwork(
        Codec codec,
        @SuppressWarnings("ArrayRecordComponent") byte[] file) {
    /** @param values the parameters by {@link Network#layout()} */
    public static EncodedNetwork of(Codec codec, Network network, float[] values) {
        return new EncodedNetwork(codec, codec.encode(network, values));
    }

    /** Bytes of the file. */
    public int length() {
        return file.length;
    }

    /** The parameters as they come back. */
    public float[] decode(Network network) {
        return codec.decode(network, file);
    }
}
