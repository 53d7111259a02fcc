package io.espalier.network.compact;

import io.espalier.network.Network;
import io.espalier.network.Node;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The first units of every layer, as many as a fraction of them, rounded, at least one, with all that they are tied to; all
 * of the network's input and output.
 */
final class NarrowChannels {
    private final Network network;
    private final ChannelTies ties;
    private final boolean[] kept;

    NarrowChannels(Network network, double width) {
        this.network = network;
        this.ties = new ChannelTies(network);
        this.kept = new boolean[ties.size()];
        keep(Node.INPUT, 1);
        network.weighted().forEach(node -> keep(node.name(), width));
        keep(network.nodes().get(network.nodes().size() - 1).name(), 1);
    }

    private void keep(String node, double width) {
        Set<Integer> sets = new LinkedHashSet<>();
        channels(node).forEach(c -> sets.add(ties.set(node, c)));
        long count = Math.max(1, Math.round(width * sets.size()));
        sets.stream().limit(count).forEach(set -> kept[set] = true);
    }

    private IntStream channels(String node) {
        return IntStream.range(0, network.shape(node).channels());
    }

    /** For each node, and for {@link Node#INPUT}, the numbers of the kept channels, ascending. */
    Map<String, List<Integer>> byNode() {
        Map<String, List<Integer>> byNode = new HashMap<>();
        byNode.put(Node.INPUT, of(Node.INPUT));
        network.nodes().forEach(n -> byNode.put(n.name(), of(n.name())));
        return Map.copyOf(byNode);
    }

    private List<Integer> of(String node) {
        return channels(node).filter(c -> kept[ties.set(node, c)]).boxed().toList();
    }
}
