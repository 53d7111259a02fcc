package io.espalier.network.onnx;

import io.espalier.network.Network;

/**
 * A network that was read from a file.
 *
 * @param weights by {@link Network#layout()}
 */
public record ImportedNetwork(
        Network network,
        @SuppressWarnings("ArrayRecordComponent") float[] weights) {}
