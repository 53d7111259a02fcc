package io.espalier.prune;

import io.espalier.network.Layout;
import io.espalier.network.Network;
import io.espalier.network.Node;
import io.espalier.network.compact.AttentionHeads;
import io.espalier.network.compact.AttentionHeads.Unit;
import io.espalier.network.op.Parameter.Role;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A group for each head of an attention, whose weights are those of all units that its queries, keys and values are made of. */
final class HeadPattern implements GroupPattern {
    private final Network network;
    private final Map<Node, AttentionHeads> byNode = new LinkedHashMap<>();

    HeadPattern(Network network) {
        this.network = network;
        AttentionHeads.of(network).forEach(heads -> byNode.put(heads.attention(), heads));
    }

    @Override
    public List<Node> nodes() {
        return List.copyOf(byNode.keySet());
    }

    private AttentionHeads heads(Node node) {
        return Objects.requireNonNull(byNode.get(node));
    }

    @Override
    public Layout.Slot slot(Node node) {
        return weight(heads(node).layer());
    }

    private Layout.Slot weight(Node layer) {
        return network.layout().slot(layer, Role.WEIGHT);
    }

    @Override
    public int number(Node node, int[] groupOf, int first) {
        List<List<Unit>> heads = heads(node).heads();
        for (int head = 0; head < heads.size(); head++) {
            int group = first + head;
            for (Unit unit : heads.get(head)) {
                weight(unit.node()).places(unit.number()).forEach(place -> groupOf[place] = group);
            }
        }
        return heads.size();
    }

    @Override
    public List<Unit> units(Node node, int group) {
        return heads(node).heads().get(group);
    }
}
