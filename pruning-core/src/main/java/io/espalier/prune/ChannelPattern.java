package io.espalier.prune;

import io.espalier.network.Layout;
import io.espalier.network.Network;
import io.espalier.network.Node;
import io.espalier.network.compact.AttentionHeads.Unit;
import io.espalier.network.compact.TiedChannels;
import io.espalier.network.op.Parameter.Role;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A group for each set of tied channels, whose weights are those of the units of all layers in it. */
final class ChannelPattern implements GroupPattern {
    private final Network network;
    private final Map<Node, List<List<Unit>>> sets = new LinkedHashMap<>();

    ChannelPattern(Network network) {
        this.network = network;
        TiedChannels.of(network).forEach(tied -> sets.put(tied.layer(), tied.sets()));
    }

    @Override
    public List<Node> nodes() {
        return List.copyOf(sets.keySet());
    }

    @Override
    public Layout.Slot slot(Node node) {
        return network.layout().slot(node, Role.WEIGHT);
    }

    private List<List<Unit>> sets(Node node) {
        return Objects.requireNonNull(sets.get(node));
    }

    @Override
    public List<Node> layers(Node node) {
        return sets(node).stream()
                .flatMap(List::stream)
                .map(Unit::node)
                .filter(own -> own.weight().isPresent())
                .distinct()
                .toList();
    }

    @Override
    public int number(Node node, int[] groupOf, int first) {
        List<List<Unit>> own = sets(node);
        for (int set = 0; set < own.size(); set++) {
            int group = first + set;
            own.get(set).stream()
                    .flatMapToInt(unit -> network.layout().find(unit.node(), Role.WEIGHT).stream()
                            .flatMapToInt(slot -> slot.places(unit.number())))
                    .forEach(place -> groupOf[place] = group);
        }
        return own.size();
    }

    @Override
    public List<Unit> units(Node node, int group) {
        return sets(node).get(group);
    }
}
