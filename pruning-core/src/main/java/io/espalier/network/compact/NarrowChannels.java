package io.espalier.network.compact;

import io.espalier.network.Network;
import io.espalier.network.Node;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The first units of every layer, as many as a fraction of them, rounded, at least one, with all that they are tied to; all
 * of the network's input and output.
 */
final class NarrowChannels {
    private final ChannelSelection selection;

    NarrowChannels(Network network, double width) {
        this.selection = new ChannelSelection(network, new ChannelTies(network));
        keep(Node.INPUT, 1);
        network.weighted().forEach(node -> keep(node.name(), width));
        keep(network.nodes().get(network.nodes().size() - 1).name(), 1);
    }

    private void keep(String node, double width) {
        Set<Integer> sets = new LinkedHashSet<>();
        selection.channels(node).forEach(c -> sets.add(selection.set(node, c)));
        long count = Math.max(1, Math.round(width * sets.size()));
        sets.stream().limit(count).forEach(selection::keep);
    }

    /** For each node, and for {@link Node#INPUT}, the numbers of the kept channels, ascending. */
    Map<String, List<Integer>> byNode() {
        return selection.byNode();
    }
}
