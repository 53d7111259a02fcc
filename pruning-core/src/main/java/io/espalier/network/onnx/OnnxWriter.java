package io.espalier.network.onnx;

import io.espalier.network.Layout;
import io.espalier.network.Network;
import io.espalier.network.Node;
import io.espalier.network.op.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Adds a network with its weights to a graph, node by node: each tensor has the name of the node that gives it. */
public final class OnnxWriter {
    private final Network network;
    private final float[] weights;
    private final OnnxGraph graph;
    private final Map<String, String> tensors = new HashMap<>();

    /** @param weights by {@link Network#layout()} */
    public OnnxWriter(Network network, float[] weights, OnnxGraph graph) {
        this.network = network;
        this.weights = weights;
        this.graph = graph;
    }

    /**
     * Adds all nodes.
     *
     * @param input the tensor of scaled features
     * @param logits name of the last node's tensor
     * @throws IllegalArgumentException if an operator has no ONNX side
     */
    public void write(String input, String logits) {
        tensors.put(Node.INPUT, input);
        String last = network.nodes().get(network.nodes().size() - 1).name();
        for (Node node : network.nodes()) {
            String output = node.name().equals(last) ? logits : node.name();
            OnnxOperators.write(node.op(), output, inputs(node), graph);
            tensors.put(node.name(), output);
        }
    }

    private List<String> inputs(Node node) {
        List<String> inputs = new ArrayList<>();
        node.inputs().forEach(i -> inputs.add(tensors.get(i)));
        node.parameters().forEach(p -> inputs.add(constant(p)));
        return inputs;
    }

    private String constant(Parameter parameter) {
        Layout.Slot slot = network.layout().slot(parameter.name());
        return graph.constant(
                parameter.name(), parameter.dims(), Arrays.copyOfRange(weights, slot.offset(), slot.end()));
    }
}
