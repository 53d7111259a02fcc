package io.espalier.network.onnx;

import io.espalier.network.op.LayerNormalization;
import java.util.List;

/**
 * A layer norm that counts channels of zeros which are not there, of which ONNX has none: sums over the channels, by as many
 * as there would be.
 */
final class PaddedNormalization {
    private static final long CHANNELS = 1;

    private final LayerNormalization norm;
    private final String output;
    private final OnnxGraph graph;

    PaddedNormalization(LayerNormalization norm, String output, OnnxGraph graph) {
        this.norm = norm;
        this.output = output;
        this.graph = graph;
    }

    /** @param inputs the activation, scale and shift */
    void write(List<String> inputs) {
        String x = inputs.get(0);
        String mean = mean("mean", x);
        String squares = mean("squares", node("Mul", "square", x, x));
        String variance = node("Sub", "variance", squares, node("Mul", "squared-mean", mean, mean));
        String positive = node("Max", "positive", variance, number("zero", 0));
        String root = node("Sqrt", "root", node("Add", "stable", positive, number("epsilon", norm.epsilon())));
        String factor = node("Mul", "factor", node("Reciprocal", "inverse", root), alike(inputs.get(1), x));
        String scaled = node("Mul", "scaled", node("Sub", "deviations", x, mean), factor);
        graph.node("Add", output, List.of(scaled, alike(inputs.get(2), x)));
    }

    private String mean(String name, String of) {
        String axis = graph.constant(output + "/" + name + "/axis", CHANNELS);
        String sum = node("ReduceSum", name + "/sum", of, axis);
        return node("Mul", name, sum, number(name + "/share", 1.0 / (norm.channels() + norm.absent())));
    }

    private String node(String operator, String name, String... inputs) {
        return graph.node(operator, output + "/" + name, List.of(inputs));
    }

    private String number(String name, double number) {
        return graph.constant(output + "/" + name, List.of(), new float[] {(float) number});
    }

    /** A number for each channel, with the axes of positions that an image has. */
    private String alike(String parameter, String x) {
        if (graph.rank(x) < OnnxGraph.IMAGE) {
            return parameter;
        }
        String axes = graph.constant(output + "/" + parameter + "/axes", 1, 2);
        return node("Unsqueeze", parameter + "/column", parameter, axes);
    }
}
