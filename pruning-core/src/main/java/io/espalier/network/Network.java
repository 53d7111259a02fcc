package io.espalier.network;

import io.espalier.network.op.ChannelMap;
import io.espalier.network.op.Op;
import io.espalier.network.op.Parameter;
import io.espalier.network.op.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * A network as a graph of operators in topological order; the last node gives the logits. Pure description: weights are
 * a flat array laid out by {@link #layout()}.
 */
public final class Network {
    private final String name;
    private final Shape input;
    private final List<Node> nodes;
    private final Map<String, Shape> shapes;
    private final Initialization initialization;
    private final Layout layout;

    /** @throws IllegalArgumentException if a node reads a later or unknown node, or if shapes do not fit */
    public Network(String name, Shape input, List<Node> nodes) {
        this(name, input, nodes, new Initialization.HeNormal());
    }

    /** @throws IllegalArgumentException if a node reads a later or unknown node, or if shapes do not fit */
    public Network(String name, Shape input, List<Node> nodes, Initialization initialization) {
        this.name = name;
        this.input = input;
        this.nodes = List.copyOf(nodes);
        this.initialization = initialization;
        this.shapes = inferShapes(input, this.nodes);
        this.layout = new Layout(
                this.nodes.stream().flatMap(n -> n.parameters().stream()).toList());
    }

    private static Map<String, Shape> inferShapes(Shape input, List<Node> nodes) {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        shapes.put(Node.INPUT, input);
        for (Node node : nodes) {
            List<Shape> in =
                    node.inputs().stream().map(i -> known(shapes, node, i)).toList();
            if (shapes.putIfAbsent(node.name(), node.op().output(in)) != null) {
                throw new IllegalArgumentException("Cannot use node name more than once: " + node.name());
            }
        }
        return Map.copyOf(shapes);
    }

    private static Shape known(Map<String, Shape> shapes, Node reader, String input) {
        Shape shape = shapes.get(input);
        if (shape == null) {
            throw new IllegalArgumentException("Cannot connect " + reader.name() + ": no earlier node " + input);
        }
        return shape;
    }

    public String name() {
        return name;
    }

    public Shape input() {
        return input;
    }

    public List<Node> nodes() {
        return nodes;
    }

    /** How its weights are drawn before training. */
    public Initialization initialization() {
        return initialization;
    }

    public Layout layout() {
        return layout;
    }

    /** The shape of a node's output, or of the input under {@link Node#INPUT}. */
    public Shape shape(String node) {
        Shape shape = shapes.get(node);
        if (shape == null) {
            throw new IllegalArgumentException("Cannot find node: " + node);
        }
        return shape;
    }

    public List<Shape> inputShapes(Node node) {
        return node.inputs().stream().map(this::shape).toList();
    }

    /** What the channels of a node's output are made of. */
    public ChannelMap channels(Node node) {
        return node.op().channels(inputShapes(node));
    }

    /** The same where channels that are always 0 may be cut (see {@link Op#channelsWithoutZeros}). */
    public ChannelMap channelsWithoutZeros(Node node) {
        return node.op().channelsWithoutZeros(inputShapes(node));
    }

    /** The least number of examples that it can be trained on at once. */
    public int leastBatch() {
        return nodes.stream()
                .mapToInt(node -> node.op().leastBatch(inputShapes(node)))
                .max()
                .orElse(1);
    }

    /** How many whole numbers, from 0, its input may hold, if it reads tokens and not numbers of any size. */
    public OptionalInt tokens() {
        return nodes.stream()
                .filter(node -> node.inputs().contains(Node.INPUT))
                .flatMapToInt(node -> node.op().domain().stream())
                .min();
    }

    /** Whether what it gives at a position depends on positions of the input up to this one only (see {@link Op#isCausal}). */
    public boolean isCausal() {
        return nodes.stream().allMatch(node -> node.op().isCausal(inputShapes(node)));
    }

    /** What it gives for an example. */
    public Shape output() {
        return shape(nodes.get(nodes.size() - 1).name());
    }

    /** Number of classes. */
    public int classes() {
        return output().channels();
    }

    /** How many numbers it gives for an example: one for each class, or for each class at each position. */
    public int outputs() {
        return output().elements();
    }

    /** The nodes with a prunable weight, in order. */
    public List<Node> weighted() {
        return nodes.stream().filter(n -> n.weight().isPresent()).toList();
    }

    /** The last weighted node: its units are the classes, so they are never removed. */
    public Node classifier() {
        List<Node> weighted = weighted();
        return weighted.get(weighted.size() - 1);
    }

    /** The nodes that read each node's output (or the input's). */
    public Map<String, List<Node>> readers() {
        Map<String, List<Node>> readers = new HashMap<>();
        for (Node node : nodes) {
            node.inputs().forEach(i -> readers.computeIfAbsent(i, k -> new ArrayList<>())
                    .add(node));
        }
        return readers;
    }

    /** The last of the norms and activations of single channels behind a node that nothing else reads; the node if none. */
    public Node activation(Node node) {
        Map<String, List<Node>> readers = readers();
        Node last = node;
        List<Node> next = readers.getOrDefault(last.name(), List.of());
        while (next.size() == 1 && isUnitwise(next.get(0))) {
            last = next.get(0);
            next = readers.getOrDefault(last.name(), List.of());
        }
        return last;
    }

    /** Whether a node is a norm or an activation that makes each channel of the same channel. */
    private boolean isUnitwise(Node node) {
        Op.Kind kind = node.op().kind();
        return kind.isActivation()
                || (kind == Op.Kind.NORMALIZATION && channels(node).source(0).isPresent());
    }

    /** Multiply-accumulates per example of the dense network. */
    public long macs() {
        return nodes.stream().mapToLong(this::macs).sum();
    }

    /** Multiply-accumulates per example of one node, those with padding counted. */
    public long macs(Node node) {
        return node.op().macs(inputShapes(node));
    }

    /** Multiply-accumulates per example at weights that are not 0. */
    public long nonzeroMacs(float[] values) {
        return weighted().stream().mapToLong(n -> nonzeroMacs(n, values)).sum();
    }

    /** The same of one node: each weight that is not 0, as often as it is used. */
    public long nonzeroMacs(Node node, float[] values) {
        return node.parameters().stream()
                .filter(p -> p.role() == Parameter.Role.WEIGHT)
                .mapToLong(p -> nonzeros(p, values) * node.op().uses(inputShapes(node)))
                .sum();
    }

    /** How many numbers of a parameter are not 0. */
    public long nonzeros(Parameter parameter, float[] values) {
        Layout.Slot slot = layout.slot(parameter.name());
        return IntStream.range(slot.offset(), slot.end())
                .filter(i -> values[i] != 0)
                .count();
    }

    /** Trained parameters of the dense network. */
    public long parameters() {
        return layout.trainedCount();
    }

    @Override
    public String toString() {
        return name + " on " + input;
    }
}
