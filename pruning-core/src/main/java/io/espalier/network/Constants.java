package io.espalier.network;

import io.espalier.network.op.Add;
import io.espalier.network.op.BatchNormalization;
import io.espalier.network.op.Conv;
import io.espalier.network.op.Flatten;
import io.espalier.network.op.Gemm;
import io.espalier.network.op.Op;
import io.espalier.network.op.Relu;
import io.espalier.network.op.Sigmoid;
import io.espalier.network.op.Tanh;
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
    private final Map<String, boolean[]> zeros = new HashMap<>();

    Constants(Network network, float[] values) {
        this.network = network;
        this.values = values;
        OptionalDouble[] input = new OptionalDouble[network.input().channels()];
        Arrays.fill(input, OptionalDouble.empty());
        put(Node.INPUT, input);
        for (Node node : network.nodes()) {
            put(node.name(), outputs(node));
        }
    }

    private void put(String node, OptionalDouble[] constants) {
        boolean[] zero = new boolean[constants.length];
        for (int c = 0; c < zero.length; c++) {
            zero[c] = constants[c].isPresent() && constants[c].getAsDouble() == 0;
        }
        byNode.put(node, constants);
        zeros.put(node, zero);
    }

    /** Which channels of a node's output are 0 for every input. */
    boolean[] zeros(String node) {
        return known(zeros, node);
    }

    private OptionalDouble[] of(String node) {
        return known(byNode, node);
    }

    private static <T> T known(Map<String, T> byNode, String node) {
        T known = byNode.get(node);
        if (known == null) {
            throw new IllegalArgumentException("Cannot find node: " + node);
        }
        return known;
    }

    private OptionalDouble[] outputs(Node node) {
        IntStream channels = IntStream.range(0, network.shape(node.name()).channels());
        if (node.op() instanceof Gemm || node.op() instanceof Conv) {
            boolean[] zero = zeros(node.inputs().get(0));
            Kernels kernels = Kernels.of(network, node);
            return channels.mapToObj(u -> unit(node, kernels, u, zero)).toArray(OptionalDouble[]::new);
        }
        return channels.mapToObj(c -> output(node, c)).toArray(OptionalDouble[]::new);
    }

    private OptionalDouble output(Node node, int channel) {
        OptionalDouble[] in = of(node.inputs().get(0));
        Op op = node.op();
        if (op instanceof BatchNormalization) {
            return normalized(node, in[channel], channel);
        } else if (op instanceof Flatten) {
            return in[channel / network.shape(node.inputs().get(0)).positions()];
        } else if (op instanceof Add) {
            return sum(in[channel], of(node.inputs().get(1))[channel]);
        }
        return map(in[channel], function(op));
    }

    private static DoubleUnaryOperator function(Op op) {
        if (op instanceof Relu) {
            return x -> Math.max(0, x);
        } else if (op instanceof Sigmoid) {
            return x -> 1 / (1 + Math.exp(-x));
        } else if (op instanceof Tanh) {
            return Math::tanh;
        }
        return x -> x;
    }

    private OptionalDouble unit(Node node, Kernels kernels, int unit, boolean[] zero) {
        for (int i = kernels.firstInput(unit); i < kernels.endInput(unit); i++) {
            if (!zero[i] && kernels.reads(values, unit, i)) {
                return OptionalDouble.empty();
            }
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
