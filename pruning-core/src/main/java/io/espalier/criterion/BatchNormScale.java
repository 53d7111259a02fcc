package io.espalier.criterion;

import io.espalier.network.Layout;
import io.espalier.network.Network;
import io.espalier.network.Node;
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
        return new UnitShares(groups, w).shared(unit -> scale(network.network(), unit, w));
    }

    private static double scale(Network network, UnitShares.Unit unit, float[] w) {
        List<Node> readers = network.readers().getOrDefault(unit.node().name(), List.of());
        if (readers.size() != 1 || readers.get(0).parameter(Role.RUNNING_MEAN).isEmpty()) {
            return unit.magnitude();
        }
        Layout.Slot scale = network.layout().slot(readers.get(0), Role.SCALE);
        return Math.abs(w[scale.offset() + unit.index()]);
    }
}
