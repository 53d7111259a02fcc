package io.espalier.criterion;

import io.espalier.network.Layout;
import io.espalier.network.Node;
import io.espalier.network.op.Parameter;
import io.espalier.prune.Groups;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Numbers of units made into scores of groups: a group that is part of a unit has that part of the unit's magnitude. */
record UnitShares(
        Groups groups,
        @SuppressWarnings("ArrayRecordComponent") float[] weights) {
    /** A unit of a layer, and the sum of its weights' magnitudes. */
    record Unit(Node node, int index, double magnitude) {}

    /** @param numbers per weighted node of the network and unit */
    double[] of(double[][] numbers) {
        List<Node> weighted = groups.network().weighted();
        if (!groups.granularity().isUnit()) {
            return shared(unit -> numbers[weighted.indexOf(unit.node())][unit.index()]);
        }
        double[] scores = new double[groups.count()];
        for (Groups.Layer layer : groups.layers()) {
            System.arraycopy(numbers[weighted.indexOf(layer.node())], 0, scores, layer.first(), layer.count());
        }
        return scores;
    }

    /** Each weight gets |w| / magnitude of its unit's number. */
    double[] shared(ToDoubleFunction<Unit> number) {
        double[] factors = new double[weights.length];
        for (Node layer : groups.network().weighted()) {
            spread(layer, number, factors);
        }
        return groups.sum(i -> Math.abs(weights[i]) * factors[i]);
    }

    private void spread(Node layer, ToDoubleFunction<Unit> number, double[] factors) {
        Layout.Slot slot = groups.network().layout().slot(layer, Parameter.Role.WEIGHT);
        double[] ofUnits = new double[slot.parameter().units()];
        float[][] units = slot.byUnit(weights);
        for (int unit = 0; unit < ofUnits.length; unit++) {
            double magnitude = magnitude(units[unit]);
            ofUnits[unit] = magnitude == 0 ? 0 : number.applyAsDouble(new Unit(layer, unit, magnitude)) / magnitude;
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
}
