package io.espalier.prune;

import io.espalier.network.Layout;
import io.espalier.network.Network;
import io.espalier.network.Node;
import io.espalier.network.compact.AttentionHeads.Unit;
import java.util.List;

/** How the groups of one granularity lie in a network. */
interface GroupPattern {
    static GroupPattern of(Network network, Grouping grouping) {
        if (grouping.granularity() instanceof Granularity.Channel) {
            return new ChannelPattern(network);
        }
        return grouping.granularity() instanceof Granularity.Head
                ? new HeadPattern(network)
                : new LayerPattern(network, grouping);
    }

    /** The nodes that have groups, in order. */
    List<Node> nodes();

    /** The weight that a node's groups lie in, or most of them. */
    Layout.Slot slot(Node node);

    /** Writes the numbers of a node's groups, from {@code first} on, to where their weights stand; returns how many. */
    int number(Node node, int[] groupOf, int first);

    /** The weighted layers that lose units with a node's groups. */
    default List<Node> layers(Node node) {
        return List.of(node);
    }

    /** The channels that go with a group of a node, by its number among the node's; none where groups are parts of units. */
    List<Unit> units(Node node, int group);
}
