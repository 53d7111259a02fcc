package io.espalier.codec;

import io.espalier.network.Network;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A network as a file, and the format that reads it: the parameters, and behind them how activations are rounded, where
 * the format does that. Then the file ends in how many bytes of it are about activations, as a little-endian int.
 *
 * @param parameters as the codec writes them
 * @param activations how they are rounded; empty where they are not
 */
public record EncodedNetwork(
        Codec codec,
        @SuppressWarnings("ArrayRecordComponent") byte[] parameters,
        @SuppressWarnings("ArrayRecordComponent") byte[] activations) {
    private static final byte[] NONE = {};

    /** @param values the parameters by {@link Network#layout()} */
    public static EncodedNetwork of(Codec codec, Network network, float[] values) {
        return new EncodedNetwork(codec, codec.encode(network, values), NONE);
    }

    /**
     * Of a whole file.
     *
     * @throws IllegalArgumentException if the format rounds activations and the file does not say how
     */
    public static EncodedNetwork ofFile(Codec codec, byte[] file) {
        if (!codec.roundsActivations()) {
            return new EncodedNetwork(codec, file, NONE);
        }
        int end = file.length - Integer.BYTES;
        int length = end < 0
                ? -1
                : ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(end);
        if (length < 0 || length > end) {
            throw new IllegalArgumentException("Cannot decode: the file lacks the rounding of activations");
        }
        return new EncodedNetwork(
                codec, Arrays.copyOf(file, end - length), Arrays.copyOfRange(file, end - length, end));
    }

    /** The same with how activations are rounded. */
    public EncodedNetwork with(byte[] rounding) {
        return new EncodedNetwork(codec, parameters, rounding);
    }

    /** All of it, as it ships. */
    public byte[] file() {
        return codec.roundsActivations()
                ? ByteBuffer.allocate(length())
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .put(parameters)
                        .put(activations)
                        .putInt(activations.length)
                        .array()
                : parameters;
    }

    /** Bytes of the file. */
    public int length() {
        return codec.roundsActivations()
                ? Math.addExact(parameters.length, activations.length + Integer.BYTES)
                : parameters.length;
    }

    /** The parameters as they come back. */
    public float[] decode(Network network) {
        return codec.decode(network, parameters);
    }
}
