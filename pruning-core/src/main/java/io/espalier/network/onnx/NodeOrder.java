package io.espalier.network.onnx;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** Finds an order in which nodes stand behind all that they read, the file's own if it is one, however deep the graph. */
final class NodeOrder {
    private final List<NodeProto> nodes;
    private final Map<String, Integer> givers;
    private final BitSet begun = new BitSet();
    private final BitSet done = new BitSet();
    private final Deque<Integer> open = new ArrayDeque<>();
    private final List<Integer> order = new ArrayList<>();

    /** @param givers the place of the node that gives a tensor */
    NodeOrder(List<NodeProto> nodes, Map<String, Integer> givers) {
        this.nodes = nodes;
        this.givers = givers;
    }

    /**
     * All that these tensors depend on.
     *
     * @throws UnreadableException if a node depends on itself
     */
    List<NodeProto> of(List<String> tensors) {
        for (String tensor : tensors) {
            push(tensor);
            while (!open.isEmpty()) {
                step(open.peek());
            }
        }
        return inOrder(isSorted() ? order.stream().sorted().toList() : order);
    }

    private List<NodeProto> inOrder(List<Integer> places) {
        return places.stream().map(nodes::get).toList();
    }

    private boolean isSorted() {
        return order.stream().allMatch(node -> nodes.get(node).getInputList().stream()
                .allMatch(input -> givers.getOrDefault(input, -1) < node));
    }

    private void push(String tensor) {
        Integer giver = givers.get(tensor);
        if (giver != null && !done.get(giver)) {
            if (begun.get(giver)) {
                throw new UnreadableException(Names.of(nodes.get(giver)) + " depends on itself");
            }
            open.push(giver);
        }
    }

    private void step(int node) {
        if (begun.get(node)) {
            open.pop();
            if (!done.get(node)) {
                done.set(node);
                order.add(node);
            }
        } else {
            begun.set(node);
            nodes.get(node).getInputList().forEach(this::push);
        }
    }
}
