package io.espalier.network;

import io.espalier.network.op.Add;
import io.espalier.network.op.BatchNormalization;
import io.espalier.network.op.Conv;
import io.espalier.network.op.Conv.Bias;
import io.espalier.network.op.Flatten;
import io.espalier.network.op.Gemm;
import io.espalier.network.op.GlobalAveragePool;
import io.espalier.network.op.MaxPool;
import io.espalier.network.op.Op;
import io.espalier.network.op.Relu;
import io.espalier.network.op.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link Network} node by node. Each node reads the one before it; {@link #from} starts a second branch. What
 * stands behind a weighted node is named after it: {@code conv1}, {@code conv1-norm}, {@code conv1-relu}.
 */
public final class NetworkBuilder {
    private static final int MOST_NODES = 100_000;

    private final String name;
    private final Shape input;
    private final Initialization initialization;
    private final List<Node> nodes = new ArrayList<>();
    private final Map<String, Shape> shapes = new HashMap<>();
    private final Set<String> spatial = new HashSet<>();
    private String last = Node.INPUT;
    private String layer = Node.INPUT;

    public NetworkBuilder(String name, Shape input, Initialization initialization) {
        this.name = name;
        this.input = input;
        this.initialization = initialization;
        shapes.put(Node.INPUT, input);
        if (input.positions() > 1) {
            spatial.add(Node.INPUT);
        }
    }

    /** The next node reads this one. */
    public NetworkBuilder from(String node) {
        shape(node);
        last = node;
        return this;
    }

    /** The node added last. */
    public String last() {
        return last;
    }

    /** The shape of the node added last. */
    public Shape shape() {
        return shape(last);
    }

    private Shape shape(String node) {
        Shape shape = shapes.get(node);
        if (shape == null) {
            throw cannot(node, "no earlier node has this name");
        }
        return shape;
    }

    /** Fully connected, behind a {@link Flatten} where its input has height and width, if only of 1. */
    public NetworkBuilder gemm(String node, int units) {
        if (spatial.contains(last)) {
            add("flatten", new Flatten(), last).asVectors();
        }
        return layer(node, new Gemm(shape().elements(), units)).asVectors();
    }

    /** A convolution that sees every channel. */
    public NetworkBuilder conv(String node, int filters, int kernel, int stride, int padding, Bias bias) {
        return layer(node, new Conv(shape().channels(), filters, kernel, stride, padding, 1, bias))
                .asImages();
    }

    /**
     * Any operator that reads the node added last, and then others, and gives channels, height and width; what stands behind
     * it is named after it.
     */
    public NetworkBuilder image(String node, Op op, String... others) {
        layer = node;
        List<String> inputs = new ArrayList<>(List.of(last));
        inputs.addAll(List.of(others));
        return add(node, op, inputs.toArray(String[]::new)).asImages();
    }

    private NetworkBuilder layer(String node, Op op) {
        layer = node;
        return add(node, op, last);
    }

    public NetworkBuilder batchNormalization() {
        return batchNormalization(1);
    }

    /** @param scale what every scale starts at */
    public NetworkBuilder batchNormalization(double scale) {
        return add(layer + "-norm", new BatchNormalization(shape().channels(), scale), last);
    }

    public NetworkBuilder relu() {
        return activation("relu", new Relu());
    }

    /** Any element-wise operator; its node is named {@code <layer>-<suffix>}. */
    public NetworkBuilder activation(String suffix, Op op) {
        return add(layer + "-" + suffix, op, last);
    }

    /** Maximum over windows of 2x2 that do not overlap; an odd last row or column is left out. */
    public NetworkBuilder halve() {
        return add(layer + "-pool", new MaxPool(2, 2), last).asImages();
    }

    public NetworkBuilder globalAveragePool() {
        return add("global-pool", new GlobalAveragePool(), last).asVectors();
    }

    /** The sum of the node added last and an earlier one. */
    public NetworkBuilder add(String node, String other) {
        layer = node;
        return add(node, new Add(), last, other);
    }

    private NetworkBuilder add(String node, Op op, String... inputs) {
        if (nodes.size() == MOST_NODES) {
            throw cannot(node, "it has more than " + MOST_NODES + " nodes");
        }
        List<Shape> in = new ArrayList<>();
        for (String i : inputs) {
            in.add(shape(i));
        }
        try {
            shapes.put(node, op.output(in));
        } catch (IllegalArgumentException e) {
            throw cannot(node, e.getMessage());
        }
        nodes.add(new Node(node, op, List.of(inputs)));
        if (Arrays.stream(inputs).anyMatch(spatial::contains)) {
            spatial.add(node);
        }
        last = node;
        return this;
    }

    /** What was added last has height and width, if only of 1. */
    private NetworkBuilder asImages() {
        spatial.add(last);
        return this;
    }

    private NetworkBuilder asVectors() {
        spatial.remove(last);
        return this;
    }

    private IllegalArgumentException cannot(String node, @Nullable String reason) {
        return new IllegalArgumentException("Cannot build " + name + " on " + input + ": at " + node + ", " + reason);
    }

    public Network build() {
        return new Network(name, input, nodes, initialization);
    }
}
