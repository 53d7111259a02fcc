package io.espalier.criterion;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import io.espalier.network.Layout;
import io.espalier.network.op.Parameter;
import io.espalier.network.op.Parameter.Role;
import io.espalier.prune.Groups;

/**
 * A small-world pattern that needs no weights (Watts and Strogatz 1998, doi:10.1038/30918; as masks of block-sparse layers Gray,
 * Radford and Kingma 2017): units and inputs of a layer stand evenly on two rings of length 1, and a group scores minus the mean
 * distance of its weights' units and inputs, at most 1/2; but with a chance of {@code rewire} a random distance. What stays is
 * a band of neighbours with shortcuts. Meant for blocks, before training.
 *
 * @param rewire chance that a group has a random distance
 */
public record SmallWorld(@Default("0.1") double rewire) implements Criterion {
    public SmallWorld {
        check(rewire >= 0 && rewire <= 1, "rewire", rewire, "be in [0, 1]");
    }

    public SmallWorld() {
        this(0.1);
    }

    @Override
    public double[] score(NetworkView network, Groups groups) {
        double[] distances = new double[network.network().layout().size()];
        network.network().layout().slots(Role.WEIGHT).forEach(slot -> measure(slot, distances));
        double[] scores = groups.sum(i -> -distances[i]);
        for (int group = 0; group < scores.length; group++) {
            boolean rewired = network.random().uniform(2L * group) < rewire;
            scores[group] =
                    rewired ? -0.5 * network.random().uniform(2L * group + 1) : scores[group] / groups.size(group);
        }
        return scores;
    }

    private static void measure(Layout.Slot slot, double[] distances) {
        Parameter weight = slot.parameter();
        Parameter.Units units = weight.unitIndex();
        for (int i = 0; i < weight.size(); i++) {
            double apart = Math.abs((units.unit(i) + 0.5) / weight.units() - (units.place(i) + 0.5) / weight.perUnit());
            distances[slot.offset() + i] = Math.min(apart, 1 - apart);
        }
    }
}
