package io.espalier.criterion;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import io.espalier.prune.Groups;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.SingularOps_DDRM;

/**
 * Rank of feature maps (Lin et al. 2020, arXiv:2002.10179): s = mean over examples of the rank of a unit's activation as
 * a matrix (height, width), singular values above max(height, width) 2^-23 times the largest counted; of a part of a
 * unit, that part's share of its magnitude. A poor choice for fully connected layers, whose maps of one number have rank
 * 1 or 0.
 *
 * @param examples number of training examples used
 */
public record Hrank(@Default("128") int examples) implements Criterion {
    private static final double FLOAT_EPSILON = 0x1p-23;

    public Hrank {
        check(examples >= 1, "examples", examples, "be at least 1");
    }

    public Hrank() {
        this(128);
    }

    @Override
    public double[] score(NetworkView network, Groups groups) {
        double[][] ranks = network.activationMean(examples, Hrank::rank);
        return new UnitShares(groups, network.weights()).of(ranks);
    }

    private static double rank(float[] map, int width) {
        DMatrixRMaj matrix = new DMatrixRMaj(map.length / width, width);
        for (int i = 0; i < map.length; i++) {
            matrix.data[i] = map[i];
        }
        double[] values = SingularOps_DDRM.singularValues(matrix);
        double least = values[0] * FLOAT_EPSILON * Math.max(matrix.numRows, matrix.numCols);
        int rank = 0;
        for (double value : values) {
            rank += value > least ? 1 : 0;
        }
        return rank;
    }
}
