package io.espalier.network;

import io.espalier.network.Op.BatchNormalization;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * Which channels of each node's output are the same number whatever the input, and which number: forward propagation
 * through the graph. A unit of a Gemm or Conv is constant if its weights on all channels that are not constantly 0 are
 * 0; it then gives its bias. What is behind it maps the number: a batch norm gives
 * scale * (x - mean) / sqrt(variance + epsilon) + shift (and its shift wherever the scale is 0), an activation f(x), a
 * pool x.
 */
final class Constants {
    private final Network network;
    private final float[] values;
    private final Map<String, OptionalDouble[]> byNode = new HashMap<>();

    Constants(Network network, float[] values) {
        this.network = network;
        this.values = values;
        OptionalDouble[] input = new OptionalDouble[network.input().channels()];
        Arrays.fill(input, OptionalDouble.empty());
        byNode.put(Node.INPUT, input);
        for (Node node : network.nodes()) {
            byNode.put(node.name(), outputs(node));
        }
    }

    /** Whether a channel of a node's output is 0 for every input. */
    boolean isZero(String node, int channel) {
        OptionalDouble constant = of(node)[channel];
        return constant.isPresent() && constant.getAsDouble() == 0;
    }

    private OptionalDouble[] of(String node) {
        OptionalDouble[] constants = byNode.get(node);
        if (constants == null) {
            throw new IllegalArgumentException("Cannot find node: " + node);
        }
        return constants;
    }

    private OptionalDouble[] outputs(Node node) {
        int channels = network.shape(node.name()).channels();
        return IntStream.range(0, channels).mapToObj(c -> output(node, c)).toArray(OptionalDouble[]::new);
    }

    private OptionalDouble output(Node node, int channel) {
        OptionalDouble[] in = of(node.inputs().get(0));
        Op op = node.op();
        if (op instanceof Op.Gemm || op instanceof Op.Conv) {
            return unit(node, channel);
        } else if (op instanceof BatchNormalization) {
            return normalized(node, in[channel], channel);
        } else if (op instanceof Op.Flatten) {
            return in[channel / network.shape(node.inputs().get(0)).positions()];
        } else if (op instanceof Op.Add) {
            return sum(in[channel], of(node.inputs().get(1))[channel]);
        }
        return map(in[channel], function(op));
    }

    private static DoubleUnaryOperator function(Op op) {
        if (op instanceof Op.Relu) {
            return x -> Math.max(0, x);
        } else if (op instanceof Op.Sigmoid) {
            return x -> 1 / (1 + Math.exp(-x));
        } else if (op instanceof Op.Tanh) {
            return Math::tanh;
        }
        return x -> x;
    }

    private OptionalDouble unit(Node node, int unit) {
        String from = node.inputs().get(0);
        Kernels kernels = Kernels.of(network, node);
        boolean varies = kernels.inputs(unit).anyMatch(i -> !isZero(from, i) && kernels.reads(values, unit, i));
        if (varies) {
            return OptionalDouble.empty();
        }
        boolean biased = network.layout().contains(node.name() + ".bias");
        return OptionalDouble.of(biased ? number(node, "bias", unit) : 0);
    }

    private OptionalDouble normalized(Node node, OptionalDouble in, int channel) {
        double scale = number(node, "scale", channel);
        double shift = number(node, "shift", channel);
        if (scale == 0) {
            return OptionalDouble.of(shift);
        }
        double mean = number(node, "mean", channel);
        double deviation = Math.sqrt(number(node, "variance", channel) + BatchNormalization.EPSILON);
        return map(in, x -> scale * (x - mean) / deviation + shift);
    }

    private double number(Node node, String suffix, int index) {
        return values[network.layout().slot(node.name() + "." + suffix).offset() + index];
    }

    private static OptionalDouble map(OptionalDouble in, DoubleUnaryOperator function) {
        return in.isPresent() ? OptionalDouble.of(function.applyAsDouble(in.getAsDouble())) : in;
    }

    private static OptionalDouble sum(OptionalDouble left, OptionalDouble right) {
        return left.isPresent() ? map(right, x -> left.getAsDouble() + x) : left;
    }
}
