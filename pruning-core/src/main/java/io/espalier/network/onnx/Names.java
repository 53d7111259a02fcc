package io.espalier.network.onnx;

import ai.onnx.proto.OnnxMl.NodeProto;
import io.espalier.network.op.BatchNormalization;
import io.espalier.network.op.Gemm;
import java.util.List;
import java.util.stream.Stream;

/** What nodes of a file are called. */
final class Names {
    private static final int LONGEST = 200;
    private static final List<String> OF_LAYERS = Stream.of(new Gemm(1, 1), new BatchNormalization(1))
            .map(op -> op.parameters("").get(0).name())
            .toList();

    private Names() {}

    /** A node in a message: its name, or what it gives, and its operator. */
    static String of(NodeProto node) {
        String name = node.getName().isEmpty() && node.getOutputCount() > 0 ? node.getOutput(0) : node.getName();
        return shown(name) + " (" + shown(node.getOpType()) + ")";
    }

    /** A text from a file as a message may show it. */
    static String shown(String text) {
        String plain = text.codePoints()
                .limit(LONGEST)
                .map(c -> Character.isISOControl(c) ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return plain.length() < text.length() ? plain + "..." : plain;
    }

    /**
     * What a layer may be called, best first: what its weights are called, as PyTorch names them ({@code fc1} of {@code
     * fc1.weight}), its node's name, its output's.
     */
    static List<String> candidates(NodeProto node) {
        return Stream.concat(
                        node.getInputList().stream().flatMap(Names::layerOf),
                        Stream.of(node.getName(), node.getOutputCount() > 0 ? node.getOutput(0) : ""))
                .filter(Names::isUsable)
                .toList();
    }

    private static Stream<String> layerOf(String tensor) {
        return OF_LAYERS.stream()
                .filter(tensor::endsWith)
                .map(suffix -> tensor.substring(0, tensor.length() - suffix.length()));
    }

    private static boolean isUsable(String name) {
        return !name.isBlank() && name.equals(shown(name));
    }
}
