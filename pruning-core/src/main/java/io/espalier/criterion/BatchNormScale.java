package io.espalier.criterion;

import io.espalier.network.Layout;
import io.espalier.network.Network;
import io.espalier.network.Node;
import io.espalier.network.op.BatchNormalization;
import io.espalier.prune.Groups;
import java.util.Arrays;
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
        for (Groups.Layer layer : groups.layers()) {
            spread(network.network(), layer, w, factors);
        }
        return groups.sum(i -> Math.abs(w[i]) * factors[i]);
    }

    private static void spread(Network network, Groups.Layer layer, float[] w, double[] factors) {
        int perUnit = layer.slot().parameter().perUnit();
        for (int first = layer.slot().offset(); first < layer.slot().end(); first += perUnit) {
            double magnitude = 0;
            for (int i = first; i < first + perUnit; i++) {
                magnitude += Math.abs(w[i]);
            }
            int unit = (first - layer.slot().offset()) / perUnit;
            double factor = magnitude == 0 ? 0 : scale(network, layer.node(), unit, w, magnitude) / magnitude;
            Arrays.fill(factors, first, first + perUnit, factor);
        }
    }

    private static double scale(Network network, Node node, int unit, float[] w, double otherwise) {
        List<Node> readers = network.readers().getOrDefault(node.name(), List.of());
        if (readers.size() != 1 || !(readers.get(0).op() instanceof BatchNormalization)) {
            return otherwise;
        }
        Layout.Slot scale = network.layout().slot(readers.get(0).name() + ".scale");
        return Math.abs(w[scale.offset() + unit]);
    }
}
