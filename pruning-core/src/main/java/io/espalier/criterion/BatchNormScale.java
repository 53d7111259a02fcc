package io.espalier.criterion;

import io.espalier.network.Layout;
import io.espalier.network.Network;
import io.espalier.network.Node;
import io.espalier.network.op.Parameter;
import io.espalier.network.op.Parameter.Role;
import io.espalier.prune.Groups;
import java.util.List;

/**
 * The scale |gamma| of the batch norm straight behind a unit (Liu et al. 2017), shared out among the unit's weights by
 * their magnitudes, so that of a part of a unit it is that part's share. A unit without a norm counts by its magnitude,
 * sum |w|. A poor choice unless the scales were trained under an L1 penalty, and where only some layers have norms.
 */
public record BatchNormScale() implements Criterion {
    @Override
    public double[] score(NetworkView network, Groups groups) {
        float[] w = network.weights();
        double[] factors = new double[w.length];
        network.network().weighted().forEach(node -> spread(network.network(), node, w, factors));
        return groups.sum(i -> Math.abs(w[i]) * factors[i]);
    }

    private static void spread(Network network, Node layer, float[] w, double[] factors) {
        Layout.Slot slot = network.layout().slot(layer, Role.WEIGHT);
        double[] ofUnits = new double[slot.parameter().units()];
        float[][] units = slot.byUnit(w);
        for (int unit = 0; unit < ofUnits.length; unit++) {
            double magnitude = magnitude(units[unit]);
            ofUnits[unit] = magnitude == 0 ? 0 : scale(network, layer, unit, w, magnitude) / magnitude;
        }
        Parameter.Units index = slot.parameter().unitIndex();
        int size = slot.parameter().size();
        for (int i = 0; i < size; i++) {
            factors[slot.offset() + i] = ofUnits[index.unit(i)];
        }
    }

    private static double magnitude(float[] weights) {
        double magnitude = 0;
        for (float weight : weights) {
            magnitude += Math.abs(weight);
        }
        return magnitude;
    }

    private static double scale(Network network, Node node, int unit, float[] w, double otherwise) {
        List<Node> readers = network.readers().getOrDefault(node.name(), List.of());
        if (readers.size() != 1 || readers.get(0).parameter(Role.RUNNING_MEAN).isEmpty()) {
            return otherwise;
        }
        Layout.Slot scale = network.layout().slot(readers.get(0), Role.SCALE);
        return Math.abs(w[scale.offset() + unit]);
    }
}
