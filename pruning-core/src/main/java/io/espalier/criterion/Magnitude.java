package io.espalier.criterion;

import io.espalier.binding.Default;
import io.espalier.prune.Groups;

/**
 * The norm of a group's weights: s = sum |w| (L1) or s = sqrt(sum w^2) (L2), which both are |w| for single weights
 * (Han et al. 2015; for filters Li et al. 2017). Norms are not divided by the group's size or the layer's scale. A poor
 * choice for a global scope over layers whose weights differ in scale, and at initialisation.
 *
 * @param norm norm of a group's weights
 */
public record Magnitude(@Default("l1") Norm norm) implements Criterion {
    /** A vector norm. */
    public enum Norm {
        /** The sum of absolute values. */
        L1,
        /** The root of the sum of squares. */
        L2
    }

    public Magnitude() {
        this(Norm.L1);
    }

    @Override
    public double[] score(NetworkView network, Groups groups) {
        float[] w = network.weights();
        if (norm == Norm.L1) {
            return groups.sum(i -> Math.abs(w[i]));
        }
        double[] squares = groups.sum(i -> (double) w[i] * w[i]);
        for (int group = 0; group < squares.length; group++) {
            squares[group] = Math.sqrt(squares[group]);
        }
        return squares;
    }
}
