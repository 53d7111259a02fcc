package io.espalier.network.compact;

import io.espalier.network.Network;
import io.espalier.network.Node;
import io.espalier.network.op.Parameter.Role;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The channels that a compaction keeps of each node: the live ones, all of the network's input, and the first of a node
 * that has none, each with everything that it is tied to (see {@link ChannelTies}).
 */
final class KeptChannels {
    private final Network network;
    private final ChannelTies ties;
    private final boolean[] kept;

    KeptChannels(Network network, LiveUnits live) {
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

    /**
     * Keeps dead channels as well where images are normalized, the first of each node, as many as make their number a
     * multiple. Where too few are dead, or one brings others with it, numbers stay what they are.
     */
    KeptChannels aligned(int multiple) {
        network.nodes().stream()
                .filter(n -> n.parameter(Role.RUNNING_MEAN).isPresent())
                .map(Node::name)
                .filter(name -> network.shape(name).positions() > 1)
                .forEach(name -> align(name, multiple));
        return this;
    }

    private void align(String node, int multiple) {
        int[] dead = channels(node).filter(c -> !isKept(node, c)).toArray();
        int living = network.shape(node).channels() - dead.length;
        int missing = Math.floorMod(-living, multiple);
        if (missing <= dead.length) {
            Arrays.stream(dead).limit(missing).forEach(c -> keep(node, c));
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
