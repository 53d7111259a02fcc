package io.espalier.criterion;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import io.espalier.prune.Groups;

/**
 * How often a unit is not 0: s = 1 - APoZ, APoZ being the average percentage of zeros among its activations over
 * examples and positions (Hu et al. 2016, arXiv:1607.03250); of a part of a unit, that part's share of its magnitude. A
 * poor choice without ReLU, where no activation is exactly 0.
 *
 * @param examples number of training examples used
 */
public record Apoz(@Default("512") int examples) implements Criterion {
    public Apoz {
        check(examples >= 1, "examples", examples, "be at least 1");
    }

    public Apoz() {
        this(512);
    }

    @Override
    public double[] score(NetworkView network, Groups groups) {
        double[][] active = network.activationMean(examples, (map, width) -> active(map));
        return new UnitShares(groups, network.weights()).of(active);
    }

    private static double active(float[] map) {
        int active = 0;
        for (float a : map) {
            active += a == 0 ? 0 : 1;
        }
        return (double) active / map.length;
    }
}
