package io.espalier.criterion;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import io.espalier.prune.Groups;

/**
 * Optimal brain damage: s = h w^2 / 2, the increase of the loss by the diagonal of its Hessian, here the Gauss-Newton
 * diagonal, so h is never negative (LeCun, Denker and Solla 1990); of a group, the sum. A poor choice away from a
 * minimum, where the first-order term that it leaves out is larger.
 *
 * @param examples number of training examples used
 */
public record Obd(@Default("512") int examples) implements Criterion {
    public Obd {
        check(examples >= 1, "examples", examples, "be at least 1");
    }

    public Obd() {
        this(512);
    }

    @Override
    public double[] score(NetworkView network, Groups groups) {
        float[] w = network.weights();
        float[] h = network.curvature(examples);
        return groups.sum(i -> 0.5 * h[i] * w[i] * w[i]);
    }
}
