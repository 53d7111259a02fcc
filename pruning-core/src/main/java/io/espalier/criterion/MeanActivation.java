package io.espalier.criterion;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import io.espalier.prune.Groups;

/**
 * How active a unit is: s = mean over examples and positions of |a|, a being the activation behind the norms and
 * nonlinearities that follow it (the minimum-activation criterion of Molchanov et al. 2017, arXiv:1611.06440, which is
 * for ReLU); of a part of a unit, that part's share of its magnitude. A poor choice for a global scope: layers differ in
 * the scale of their activations.
 *
 * @param examples number of training examples used
 */
public record MeanActivation(@Default("512") int examples) implements Criterion {
    public MeanActivation {
        check(examples >= 1, "examples", examples, "be at least 1");
    }

    public MeanActivation() {
        this(512);
    }

    @Override
    public double[] score(NetworkView network, Groups groups) {
        double[][] means = network.activationMean(examples, (map, width) -> mean(map));
        return new UnitShares(groups, network.weights()).of(means);
    }

    private static double mean(float[] map) {
        double sum = 0;
        for (float a : map) {
            sum += Math.abs(a);
        }
        return sum / map.length;
    }
}
