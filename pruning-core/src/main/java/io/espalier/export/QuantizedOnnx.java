package io.espalier.export;

import io.espalier.export.fusion.FusedNode;
import io.espalier.export.int8.Quantization;
import io.espalier.export.int8.QuantizedNetwork;
import io.espalier.export.int8.QuantizedWeights;
import io.espalier.network.Node;
import io.espalier.network.onnx.Attributes;
import io.espalier.network.onnx.OnnxGraph;
import io.espalier.network.onnx.OnnxOperators;
import io.espalier.network.op.Parameter;
import java.util.ArrayList;
import java.util.List;

/**
 * Adds a quantized network to a graph: every tensor is rounded by a QuantizeLinear, and read from a DequantizeLinear.
 * Activations are written without a sign, 128 more than they are: ONNX Runtime brings signed ones to that form itself, but
 * leaves floats in between where a tensor has two readers.
 */
final class QuantizedOnnx {
    private static final String READ = "/read";

    private final QuantizedNetwork network;
    private final OnnxGraph graph;

    QuantizedOnnx(QuantizedNetwork network, OnnxGraph graph) {
        this.network = network;
        this.graph = graph;
    }

    void write(String input, String logits) {
        round(Node.INPUT, input);
        FusedNode last = network.network().last();
        for (FusedNode node : network.network().nodes()) {
            List<String> inputs = new ArrayList<>();
            node.inputs().forEach(i -> inputs.add(i + READ));
            if (QuantizedNetwork.isWeighted(node)) {
                inputs.addAll(constants(node));
            }
            write(node, node.equals(last) ? logits : node.output(), inputs);
            if (!node.equals(last)) {
                round(node.output(), node.output());
            }
        }
    }

    /** A ReLU is no node of its own where the rounding behind it begins at 0: what is less becomes 0 there. */
    private void write(FusedNode node, String output, List<String> inputs) {
        boolean clips = network.activation(node.output()).zeroPoint() == Quantization.LEAST;
        if (node.isRectified() && (!clips || node.equals(network.network().last()))) {
            OnnxOperators.write(node.op(), node.node().name() + "/sum", inputs, graph);
            graph.node("Relu", output, List.of(node.node().name() + "/sum"));
        } else {
            OnnxOperators.write(node.op(), output, inputs, graph);
        }
    }

    private void round(String name, String tensor) {
        Quantization rounding = network.activation(name);
        graph.constant(name + "/scale", List.of(), new float[] {rounding.scale()});
        graph.unsigned(name + "/zero", rounding.zeroPoint() - Quantization.LEAST);
        graph.node("QuantizeLinear", name + "/uint8", List.of(tensor, name + "/scale", name + "/zero"));
        graph.node("DequantizeLinear", name + READ, List.of(name + "/uint8", name + "/scale", name + "/zero"));
    }

    private List<String> constants(FusedNode node) {
        QuantizedWeights weights = network.weights(node);
        List<Parameter> own = node.node().parameters();
        int units = weights.scales().length;
        float[] sums = new float[units];
        for (int unit = 0; unit < units; unit++) {
            sums[unit] = network.sumScale(node, unit);
        }
        String weight = own.get(0).name();
        String bias = own.get(1).name();
        graph.constant(weight + "/int8", own.get(0).dims(), weights.values());
        graph.constant(weight + "/zero", List.of(units), new byte[units]);
        graph.constant(bias + "/int32", own.get(1).dims(), weights.biases());
        graph.constant(bias + "/zero", List.of(units), new int[units]);
        return List.of(
                byUnit(weight, weight + "/int8", graph.constant(weight + "/scale", List.of(units), weights.scales())),
                byUnit(bias, bias + "/int32", graph.constant(bias + "/scale", List.of(units), sums)));
    }

    private String byUnit(String name, String numbers, String scales) {
        return graph.node(
                "DequantizeLinear", name, List.of(numbers, scales, name + "/zero"), Attributes.integer("axis", 0));
    }
}
