package io.espalier.network.compact;

import io.espalier.network.Network;
import io.espalier.network.Node;
import io.espalier.network.op.Parameter.Role;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The channels that a compaction keeps of each node: the live ones, all of the network's input, and the first of a node
 * that has none, each with everything that it is tied to.
 */
final class KeptChannels {
    private final Network network;
    private final ChannelSelection selection;

    KeptChannels(Network network, LiveUnits live) {
        this.network = network;
        this.selection = new ChannelSelection(network, ChannelTies.ofZeros(network));
        selection.channels(Node.INPUT).forEach(c -> selection.keep(Node.INPUT, c));
        for (Node node : network.nodes()) {
            String name = node.name();
            selection.channels(name).filter(c -> live.isLive(name, c)).forEach(c -> selection.keep(name, c));
        }
        for (Node node : network.nodes()) {
            if (selection.channels(node.name()).noneMatch(c -> selection.isKept(node.name(), c))) {
                selection.keep(node.name(), 0);
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
        int[] dead =
                selection.channels(node).filter(c -> !selection.isKept(node, c)).toArray();
        int living = network.shape(node).channels() - dead.length;
        int missing = Math.floorMod(-living, multiple);
        if (missing <= dead.length) {
            Arrays.stream(dead).limit(missing).forEach(c -> selection.keep(node, c));
        }
    }

    /** For each node, and for {@link Node#INPUT}, the numbers of the kept channels, ascending. */
    Map<String, List<Integer>> byNode() {
        return selection.byNode();
    }
}
