package io.espalier.export;

import io.espalier.binding.Name;
import io.espalier.data.Dataset;
import io.espalier.network.Network;
import io.espalier.network.Node;
import io.espalier.network.compact.Widening;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The file of {@link Onnx} with channels of zeros where they let a convolution's fill whole vectors of ONNX Runtime, of which
 * they fill most already: the same logits in less time by a larger file. A vector of which less is filled takes longer than
 * single channels.
 */
@Name("onnx-padded")
public record OnnxPadded() implements ExportFormat {
    private static Widening widened(Network network) {
        return Widening.of(network, VectorAdvice.nearlyFilled(network), VectorAdvice.VECTOR);
    }

    @Override
    public Optional<String> advice(DeployedNetwork network) {
        Network own = network.network();
        Network wide = widened(own).network();
        List<Node> padded = VectorAdvice.nearlyFilled(own).stream()
                .filter(node -> channels(wide, node) > channels(own, node))
                .toList();
        return padded.isEmpty() ? VectorAdvice.of(wide) : Optional.of(said(own, wide, padded));
    }

    private static String said(Network own, Network wide, List<Node> padded) {
        String layers = padded.stream()
                .map(node -> node.name() + " " + channels(own, node) + " to " + channels(wide, node))
                .collect(Collectors.joining(", "));
        String left = VectorAdvice.of(wide).map(advice -> "; " + advice).orElse("");
        return "onnx-padded has " + wide.parameters() + " parameters instead of " + own.parameters()
                + ", the others zeros: " + layers + left;
    }

    private static int channels(Network network, Node node) {
        return network.shape(node.name()).channels();
    }

    @Override
    public Artifact write(DeployedNetwork network, String name, Dataset calibration) throws ExportException {
        Widening wide = widened(network.network());
        float[] weights = wide.scatter(network.weights().values());
        return new OnnxFile(name(), name + ".padded.onnx", Onnx.model(name(), network, wide.network(), weights));
    }
}
