package io.espalier.prune;

import io.espalier.network.Layout;
import io.espalier.network.Network;
import io.espalier.network.Node;
import io.espalier.network.compact.AttentionHeads.Unit;
import io.espalier.network.op.Parameter;
import io.espalier.network.op.Parameter.Role;
import java.util.List;

/** Groups within the weight of one layer. */
record LayerPattern(Network network, Grouping grouping) implements GroupPattern {
    @Override
    public List<Node> nodes() {
        return network.weighted().stream().filter(this::canTakePart).toList();
    }

    private boolean canTakePart(Node node) {
        Granularity granularity = grouping.granularity();
        if (node.equals(network.classifier())) {
            return grouping.classifier() == OutputLayerPolicy.PRUNE && !granularity.isUnit();
        }
        Parameter weight = slot(node).parameter();
        if (granularity instanceof Granularity.Neuron) {
            return !weight.hasWindow();
        }
        if (granularity instanceof Granularity.Filter) {
            return weight.hasWindow() && !weight.isDepthwise();
        }
        return !(granularity instanceof Granularity.Unit && weight.isDepthwise());
    }

    @Override
    public Layout.Slot slot(Node node) {
        return network.layout().slot(node, Role.WEIGHT);
    }

    @Override
    public int number(Node node, int[] groupOf, int first) {
        Layout.Slot slot = slot(node);
        return Tiling.of(grouping.granularity(), slot.parameter()).number(groupOf, slot, first);
    }

    @Override
    public List<Unit> units(Node node, int group) {
        return grouping.granularity().isUnit() ? List.of(new Unit(node, group)) : List.of();
    }
}
