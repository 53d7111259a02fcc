package io.espalier.criterion;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import io.espalier.prune.Groups;

/**
 * s = f w^2 / 2 with the diagonal of the empirical Fisher information, f = mean over examples of the squared gradient of
 * one example's loss (Theis et al. 2018); of a group, the sum. Theis sums a filter's contributions before squaring;
 * here the squares are summed, which leaves out the cross terms within a group. A poor choice for a network that fits
 * its training data perfectly: every gradient, and so f, is near 0.
 *
 * @param examples number of training examples used
 */
public record Fisher(@Default("512") int examples) implements Criterion {
    public Fisher {
        check(examples >= 1, "examples", examples, "be at least 1");
    }

    public Fisher() {
        this(512);
    }

    @Override
    public double[] score(NetworkView network, Groups groups) {
        float[] w = network.weights();
        float[] f = network.squaredGradient(examples);
        return groups.sum(i -> 0.5 * f[i] * w[i] * w[i]);
    }
}
