package io.espalier.export;

import io.espalier.network.Network;
import io.espalier.network.op.Conv;
import java.util.List;
import java.util.Optional;

/**
 * What ONNX Runtime makes of channels on a CPU: its fast convolutions take them by whole vectors, 8 on AVX2 and 16 on
 * AVX-512, and leave layers that read another number to slower ones.
 */
final class VectorAdvice {
    private static final int VECTOR = 16;

    private VectorAdvice() {}

    static Optional<String> of(Network network) {
        List<String> others = network.nodes().stream()
                .filter(node -> node.op().getClass() == Conv.class)
                .filter(node -> network.shape(node.name()).channels() % VECTOR != 0)
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
