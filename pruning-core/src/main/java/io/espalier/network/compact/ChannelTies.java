package io.espalier.network.compact;

import io.espalier.network.Network;
import io.espalier.network.Node;
import io.espalier.network.op.ChannelMap;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Which channels of a network's nodes can only be cut together, as disjoint sets (union-find): those that an operator
 * gives one label (see {@link ChannelMap}). Norms, activations and pools tie each channel to the one they read; a Flatten
 * ties a channel to its block of features; an Add ties a channel of the sum to both summands, and so all producers and
 * consumers along a residual stage; a grouped convolution stays or goes by whole groups.
 */
public final class ChannelTies {
    private static final int NONE = -1;

    private final Map<String, Integer> first = new HashMap<>();
    private final int[] parent;

    public ChannelTies(Network network) {
        this(network, network::channels);
    }

    /** Those of channels that are always 0 once they go, so that a layer norm ties each to its own alone. */
    public static ChannelTies ofZeros(Network network) {
        return new ChannelTies(network, network::channelsWithoutZeros);
    }

    private ChannelTies(Network network, Function<Node, ChannelMap> maps) {
        first.put(Node.INPUT, 0);
        int next = network.input().channels();
        for (Node node : network.nodes()) {
            first.put(node.name(), next);
            next += network.shape(node.name()).channels();
        }
        parent = IntStream.range(0, next).toArray();
        network.nodes().forEach(node -> tie(node, maps.apply(node)));
    }

    private void tie(Node node, ChannelMap channels) {
        int[] firstOf = new int[channels.labels()];
        Arrays.fill(firstOf, NONE);
        for (int input = 0; input < node.inputs().size(); input++) {
            for (int c = 0; c < channels.channels(input); c++) {
                tie(firstOf, channels.input(input, c), id(node.inputs().get(input), c));
            }
        }
        for (int c = 0; c < channels.units(); c++) {
            tie(firstOf, channels.output(c), id(node.name(), c));
        }
    }

    private void tie(int[] firstOf, int label, int id) {
        if (firstOf[label] == NONE) {
            firstOf[label] = id;
        } else {
            union(firstOf[label], id);
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
    public int set(String node, int channel) {
        return find(id(node, channel));
    }
}
