package io.espalier.network.compact;

import io.espalier.network.Kernels;
import io.espalier.network.Network;
import io.espalier.network.Node;
import io.espalier.network.op.ChannelMap;
import io.espalier.network.op.KnownChannels;
import io.espalier.network.op.Parameter;
import io.espalier.network.op.Parameter.Role;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which channels of each node's output are the same number whatever the input, and which number: forward propagation
 * through the graph, each operator saying what it makes of constants. A number among the values that is NaN may be any,
 * and what comes of it is not known.
 */
final class ConstantPropagation {
    private final Network network;
    private final float[] values;
    private final Map<String, OptionalDouble[]> byNode = new HashMap<>();
    private final Map<String, boolean[]> zeros = new HashMap<>();

    ConstantPropagation(Network network, float[] values) {
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
        Known known = new Known(node);
        return IntStream.range(0, network.shape(node.name()).channels())
                .mapToObj(channel -> number(node.op().constant(channel, known)))
                .toArray(OptionalDouble[]::new);
    }

    private static OptionalDouble number(OptionalDouble constant) {
        return constant.isPresent() && Double.isNaN(constant.getAsDouble()) ? OptionalDouble.empty() : constant;
    }

    /** What is known in front of one node. */
    private final class Known implements KnownChannels {
        private final Node node;
        private final ChannelMap channels;
        private final @Nullable Kernels kernels;

        Known(Node node) {
            this.node = node;
            this.channels = network.channels(node);
            this.kernels = node.weight().filter(Parameter::hasInputs).isPresent() ? Kernels.of(network, node) : null;
        }

        @Override
        public OptionalDouble input(int input, int channel) {
            return of(node.inputs().get(input))[channel];
        }

        @Override
        public OptionalDouble source(int channel) {
            return channels.source(channel)
                    .map(c -> input(c.input(), c.channel()))
                    .orElse(OptionalDouble.empty());
        }

        @Override
        public double own(Role role, int unit) {
            return values[network.layout().slot(node, role).offset() + unit];
        }

        @Override
        public boolean reads(int unit) {
            if (kernels == null) {
                return true;
            }
            boolean[] zero = zeros(node.inputs().get(0));
            for (int i = kernels.firstInput(unit); i < kernels.endInput(unit); i++) {
                boolean isZero = i < zero.length && zero[i];
                if (!isZero && kernels.reads(values, unit, i)) {
                    return true;
                }
            }
            return false;
        }
    }
}
