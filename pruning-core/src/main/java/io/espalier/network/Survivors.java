package io.espalier.network;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The channels that a compaction keeps of each node: the live ones, all of the network's input, and the first of a node
 * that has none, each with everything that it is tied to (see {@link ChannelTies}).
 */
final class Survivors {
    private final Network network;
    private final ChannelTies ties;
    private final boolean[] kept;

    Survivors(Network network, LiveUnits live) {
        this.network = network;
        this.ties = new ChannelTies(network);
        this.kept = new boolean[ties.size()];
        channels(Node.INPUT).forEach(c -> keep(Node.INPUT, c));
        for (Node node : network.nodes()) {
            String name = node.name();
            channels(name).filter(c -> live.isLive(name, c)).forEach(c -> keep(name, c));
        }
        for (Node node : network.nodes()) {
            if (channels(node.name()).noneMatch(c -> isKept(node.name(), c))) {
                keep(node.name(), 0);
            }
        }
    }

    private IntStream channels(String node) {
        return IntStream.range(0, network.shape(node).channels());
    }

    private void keep(String node, int channel) {
        kept[ties.set(node, channel)] = true;
    }

    private boolean isKept(String node, int channel) {
        return kept[ties.set(node, channel)];
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
