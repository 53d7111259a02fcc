package io.espalier.export.int8;

import io.espalier.data.Dataset;
import io.espalier.engine.ActivationRange;
import io.espalier.engine.Engine;
import io.espalier.export.fusion.FusedNetwork;
import io.espalier.export.fusion.FusedNode;
import io.espalier.network.Node;
import io.espalier.network.op.Flatten;
import io.espalier.network.op.MaxPool;
import io.espalier.network.op.Relu;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * A network in 8-bit integers. Operators that only choose or move numbers keep their input's scale. A weighted last node
 * gives its logits unrounded, from its 32-bit sums.
 *
 * @param activations by node, and of the scaled input as {@link Node#INPUT}
 * @param weights by weighted node
 */
public record QuantizedNetwork(
        FusedNetwork network, Map<String, Quantization> activations, Map<String, QuantizedWeights> weights) {
    private static final Set<Class<?>> MOVING = Set.of(MaxPool.class, Flatten.class, Relu.class);

    /** @param calibration scaled examples, whose activations the scales are taken from */
    public static QuantizedNetwork of(FusedNetwork network, Dataset calibration, Engine engine) {
        Map<String, ActivationRange> ranges = engine.ranges(network.network(), network.weights(), calibration);
        Map<String, Quantization> own = new HashMap<>();
        own.put(Node.INPUT, Quantization.of(range(ranges, Node.INPUT)));
        network.nodes().stream()
                .filter(QuantizedNetwork::hasOwnScale)
                .forEach(node -> own.put(node.output(), Quantization.of(range(ranges, node.output()))));
        return of(network, own);
    }

    /** @param own how the input and the outputs of nodes with a scale of their own are rounded */
    static QuantizedNetwork of(FusedNetwork network, Map<String, Quantization> own) {
        Map<String, Quantization> activations = new HashMap<>(own);
        Map<String, QuantizedWeights> weights = new HashMap<>();
        for (FusedNode node : network.nodes()) {
            Quantization in = get(activations, node.input());
            Quantization out = hasOwnScale(node) ? get(own, node.output()) : in;
            activations.put(node.output(), out);
            if (isWeighted(node)) {
                weights.put(
                        node.output(),
                        QuantizedWeights.of(
                                network.parameter(node, "weight"),
                                network.parameter(node, "bias"),
                                in.scale(),
                                out.scale() / in.scale()));
            }
        }
        return new QuantizedNetwork(network, Map.copyOf(activations), Map.copyOf(weights));
    }

    /** Whether a node does more than choose or move numbers. */
    static boolean hasOwnScale(FusedNode node) {
        return !MOVING.contains(node.op().getClass());
    }

    private static ActivationRange range(Map<String, ActivationRange> ranges, String name) {
        return ranges.getOrDefault(name, new ActivationRange(0, 0));
    }

    private static <T> T get(Map<String, T> map, String name) {
        T value = map.get(name);
        if (value == null) {
            throw new IllegalArgumentException("Cannot find node: " + name);
        }
        return value;
    }

    /** Whether a node has weights. */
    public static boolean isWeighted(FusedNode node) {
        return !node.node().parameters().isEmpty();
    }

    /** How the tensor of this name is rounded. */
    public Quantization activation(String name) {
        return get(activations, name);
    }

    /** Of a weighted node. */
    public QuantizedWeights weights(FusedNode node) {
        return get(weights, node.output());
    }

    /** Whether a node's sums are the logits as they are. */
    public boolean givesLogits(FusedNode node) {
        return node.equals(network.last()) && isWeighted(node) && !node.isRectified();
    }

    /** What brings a unit's sum to the scale of its node's output. */
    public Multiplier multiplier(FusedNode node, int unit) {
        return Multiplier.of(
                (double) sumScale(node, unit) / activation(node.output()).scale());
    }

    /** What a unit's sum is in units of. */
    public float sumScale(FusedNode node, int unit) {
        return activation(node.input()).scale() * weights(node).scales()[unit];
    }

    /** What brings a sum of this many numbers of the input to the scale of the output, as their mean. */
    public Multiplier meanMultiplier(FusedNode node, int count) {
        return Multiplier.of((double) activation(node.input()).scale()
                / ((double) activation(node.output()).scale() * count));
    }

    /** Of a node that adds. */
    public Sum sum(FusedNode node) {
        return Sum.of(activation(node.input()), activation(node.inputs().get(1)), activation(node.output()));
    }

    /** A function as a table over all that its input can be, from -128 on. */
    public byte[] table(FusedNode node, Function function) {
        byte[] table = new byte[Quantization.LARGEST - Quantization.LEAST + 1];
        for (int i = 0; i < table.length; i++) {
            float x = activation(node.input()).dequantize(i + Quantization.LEAST);
            table[i] = activation(node.output()).quantize((float) function.of(x));
        }
        return table;
    }

    /** A function of one number. */
    @FunctionalInterface
    public interface Function {
        double of(double x);
    }
}
