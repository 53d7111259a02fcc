package io.espalier.export;

import io.espalier.network.Network;
import io.espalier.network.Node;
import io.espalier.network.op.Conv;
import java.util.List;
import java.util.Optional;

/**
 * What ONNX Runtime makes of channels on a CPU: its fast convolutions take them by whole vectors, 8 on AVX2 and 16 on
 * AVX-512, and leave layers that read another number to slower ones.
 */
final class VectorAdvice {
    static final int VECTOR = 16;

    private VectorAdvice() {}

    /** The convolutions whose channels do not fill whole vectors. */
    static List<Node> unfilled(Network network) {
        return network.nodes().stream()
                .filter(node -> node.op().getClass() == Conv.class)
                .filter(node -> network.shape(node.name()).channels() % VECTOR != 0)
                .toList();
    }

    /** Those of them whose channels fill three quarters of their vectors. */
    static List<Node> nearlyFilled(Network network) {
        return unfilled(network).stream()
                .filter(node -> isNearlyFilled(network.shape(node.name()).channels()))
                .toList();
    }

    private static boolean isNearlyFilled(int channels) {
        return 4 * channels >= 3 * (channels + Math.floorMod(-channels, VECTOR));
    }

    static Optional<String> of(Network network) {
        List<String> others = unfilled(network).stream()
                .map(node -> node.name() + " " + network.shape(node.name()).channels())
                .toList();
        return others.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "ONNX Runtime convolves channels in vectors of 8 or 16, so latency may fall less than MACs: "
                                + String.join(", ", others)
                                + " (multiple-of: 16 in the prune step keeps layers at whole vectors)");
    }
}
