package io.espalier.network.onnx;

import io.espalier.network.Initialization;
import io.espalier.network.Layout;
import io.espalier.network.Network;
import io.espalier.network.Node;
import io.espalier.network.op.Op;
import io.espalier.network.op.Parameter;
import io.espalier.network.op.Parameter.Role;
import io.espalier.network.op.Shape;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The nodes that have been read so far, with the numbers that they own. */
final class Assembly {
    /** More numbers than this no activation of one example has. */
    static final long LARGEST = 1L << 26;

    private static final String NAME = "onnx";

    private final Shape input;
    private final Map<String, Part> parts = new LinkedHashMap<>();

    /** A node, its numbers by role, and the shape that it gives. */
    record Part(Node node, Map<Role, float[]> numbers, Shape shape) {}

    Assembly(Shape input) {
        this.input = input;
    }

    boolean isFree(String name) {
        return !name.equals(Node.INPUT) && !parts.containsKey(name);
    }

    Part part(String node) {
        Part part = parts.get(node);
        if (part == null) {
            throw new UnreadableException(
                    "it applies a constant to the network's input (scale features with data.scaling)");
        }
        return part;
    }

    /** Adds a node, or puts it in the place of the one of its name. */
    Shape put(Node node, Map<Role, float[]> numbers) {
        Shape shape = shape(node);
        if (1L * shape.channels() * shape.height() * shape.width() > LARGEST) {
            throw new UnreadableException("its output is " + shape + " (must be at most 2^26 numbers)");
        }
        node.parameters().forEach(parameter -> requireSound(parameter, numbers.get(parameter.role())));
        parts.put(node.name(), new Part(node, Map.copyOf(numbers), shape));
        return shape;
    }

    private static void requireSound(Parameter parameter, float @Nullable [] numbers) {
        int count = numbers == null ? 0 : numbers.length;
        if (numbers == null || count != parameter.size()) {
            throw new UnreadableException(
                    "its " + parameter.role() + " holds " + count + " numbers (must be " + parameter.dims() + ")");
        }
        float least = parameter.role() == Role.RUNNING_VARIANCE ? 0 : -Float.MAX_VALUE;
        for (float number : numbers) {
            if (!(number >= least && number <= Float.MAX_VALUE)) {
                throw new UnreadableException("its " + parameter.role() + " holds " + number);
            }
        }
    }

    private Shape shape(Node node) {
        Op op = node.op();
        try {
            return op.output(node.inputs().stream()
                    .map(i -> i.equals(Node.INPUT) ? input : part(i).shape())
                    .toList());
        } catch (IllegalArgumentException e) {
            throw new UnreadableException(String.valueOf(e.getMessage()));
        }
    }

    /** Those that a node depends on, and itself; what became a part of another node is none of them. */
    private List<Part> needed(String last) {
        Set<String> names = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(last));
        while (!open.isEmpty()) {
            String name = open.remove();
            if (!name.equals(Node.INPUT) && names.add(name)) {
                open.addAll(part(name).node().inputs());
            }
        }
        return parts.values().stream()
                .filter(part -> names.contains(part.node().name()))
                .toList();
    }

    /**
     * The whole, its weights by {@link Network#layout()}.
     *
     * @param last gives the logits
     */
    ImportedNetwork build(String last) {
        List<Node> nodes = new ArrayList<>();
        Map<String, float[]> numbers = new HashMap<>();
        for (Part part : needed(last)) {
            nodes.add(part.node());
            part.node()
                    .parameters()
                    .forEach(p -> numbers.put(p.name(), part.numbers().get(p.role())));
        }
        if (nodes.stream().allMatch(node -> node.weight().isEmpty())) {
            throw new UnreadableException("it has no weighted layer");
        } else if (!nodes.get(nodes.size() - 1).name().equals(last)) {
            throw new UnreadableException("the node of its output, " + last + ", is also read by other nodes");
        }
        Network network = new Network(NAME, input, nodes, new Initialization.HeNormal());
        float[] weights = new float[network.layout().size()];
        for (Layout.Slot slot : network.layout().slots()) {
            float[] own = numbers.getOrDefault(slot.parameter().name(), new float[0]);
            System.arraycopy(own, 0, weights, slot.offset(), own.length);
        }
        return new ImportedNetwork(network, weights);
    }
}
