package io.espalier.network.compact;

import io.espalier.network.Network;
import io.espalier.network.Node;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Channels that are kept of each node, each with everything that it is tied to (see {@link ChannelTies}); none at first. */
final class ChannelSelection {
    private final Network network;
    private final ChannelTies ties;
    private final boolean[] kept;

    ChannelSelection(Network network, ChannelTies ties) {
        this.network = network;
        this.ties = ties;
        this.kept = new boolean[ties.size()];
    }

    /** All channels of a node, or of {@link Node#INPUT}. */
    IntStream channels(String node) {
        return IntStream.range(0, network.shape(node).channels());
    }

    /** What a channel is tied to, by number. */
    int set(String node, int channel) {
        return ties.set(node, channel);
    }

    void keep(int set) {
        kept[set] = true;
    }

    void keep(String node, int channel) {
        keep(set(node, channel));
    }

    boolean isKept(String node, int channel) {
        return kept[set(node, channel)];
    }

    /** For each node, and for {@link Node#INPUT}, the numbers of the kept channels, ascending. */
    Map<String, List<Integer>> byNode() {
        Map<String, List<Integer>> byNode = new HashMap<>();
        byNode.put(Node.INPUT, of(Node.INPUT));
        network.nodes().forEach(n -> byNode.put(n.name(), of(n.name())));
        return Map.copyOf(byNode);
    }

    private List<Integer> of(String node) {
        return channels(node).filter(c -> isKept(node, c)).boxed().toList();
    }
}
