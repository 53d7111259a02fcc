package io.espalier.network;

import io.espalier.network.op.Conv;
import io.espalier.network.op.Flatten;
import io.espalier.network.op.Gemm;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Which channels of a network's nodes can only be cut together, as disjoint sets (union-find). Norms, activations and
 * pools tie each channel to the one they read; a Flatten ties a channel to its block of features; an Add ties a channel
 * of the sum to both summands, and so all producers and consumers along a residual stage; a grouped convolution stays
 * or goes by whole groups. Only a Gemm or a Conv that sees every channel unties.
 */
final class ChannelTies {
    private final Network network;
    private final Map<String, Integer> first = new HashMap<>();
    private final int[] parent;

    ChannelTies(Network network) {
        this.network = network;
        first.put(Node.INPUT, 0);
        int next = network.input().channels();
        for (Node node : network.nodes()) {
            first.put(node.name(), next);
            next += network.shape(node.name()).channels();
        }
        parent = IntStream.range(0, next).toArray();
        network.nodes().forEach(this::tie);
    }

    private void tie(Node node) {
        if (node.op() instanceof Gemm) {
            return;
        }
        if (node.op() instanceof Conv conv) {
            if (conv.groups() > 1) {
                tieGroups(node, conv);
            }
            return;
        }
        int block =
                node.op() instanceof Flatten ? network.inputShapes(node).get(0).positions() : 1;
        for (int c = 0; c < network.shape(node.name()).channels(); c++) {
            for (String input : node.inputs()) {
                union(id(input, c / block), id(node.name(), c));
            }
        }
    }

    private void tieGroups(Node node, Conv conv) {
        String input = node.inputs().get(0);
        int channels = conv.channels() / conv.groups();
        int filters = conv.filters() / conv.groups();
        for (int c = 0; c < conv.channels(); c++) {
            union(id(input, c / channels * channels), id(input, c));
        }
        for (int f = 0; f < conv.filters(); f++) {
            union(id(input, f / filters * channels), id(node.name(), f));
        }
    }

    private int id(String node, int channel) {
        Integer start = first.get(node);
        if (start == null) {
            throw new IllegalArgumentException("Cannot find node: " + node);
        }
        return start + channel;
    }

    private void union(int a, int b) {
        parent[find(b)] = find(a);
    }

    private int find(int id) {
        int root = id;
        while (parent[root] != root) {
            parent[root] = parent[parent[root]];
            root = parent[root];
        }
        return root;
    }

    /** Number of ids that {@link #set} gives. */
    int size() {
        return parent.length;
    }

    /** The set that a channel of a node's output belongs to, in 0.. {@link #size()} - 1. */
    int set(String node, int channel) {
        return find(id(node, channel));
    }
}
