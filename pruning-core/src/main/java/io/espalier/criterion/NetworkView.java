package io.espalier.criterion;

import io.espalier.network.Network;
import io.espalier.random.RandomKey;

/**
 * What a criterion may ask of the network that it scores. Flat arrays follow {@link Network#layout()}; the arrays are
 * the caller's to keep. Data are the first {@code examples} of the training part in an order fixed by the seed; batch
 * norms use their running statistics.
 */
public interface NetworkView {
    Network network();

    /** The weights, masked ones exactly 0. */
    float[] weights();

    /** A key of this seed and this step's own. */
    RandomKey random();

    /** Gradient of the mean cross-entropy. */
    float[] gradient(int examples);

    /** Mean over examples of the squared gradient of each example's own cross-entropy: the diagonal Fisher. */
    float[] squaredGradient(int examples);

    /**
     * Diagonal of the Gauss-Newton matrix of the mean cross-entropy, summed over the uses of a shared weight:
     * h = mean over examples of sum over uses of (d2E/da2) x2, with d2E/da2 from the Hessian diag(p) - pp' of the
     * softmax carried back exactly (one pass per class). 0 outside the weights of {@link Network#weighted()}.
     */
    float[] curvature(int examples);

    /**
     * H g, where g is the gradient of the mean loss of the outputs divided by {@code temperature} by the weights of
     * {@link Network#weighted()} that are not 0, and H the Hessian by the same weights; 0 outside of them. By a central
     * difference: (g(w + t g) - g(w - t g)) / 2t with t ||g|| = 2^-10 ||w||.
     */
    float[] hessianGradient(int examples, double temperature);

    /**
     * Per unit of each weighted node, the mean over examples of a number that stands for the unit's activation, taken
     * and indexed as in {@link #activationTaylor}.
     */
    double[][] activationMean(int examples, ActivationNumber number);

    /** What stands for one unit's activation on one example. */
    @FunctionalInterface
    interface ActivationNumber {
        /**
         * @param map the activation, (height, width) row by row
         * @param width of a row
         */
        double of(float[] map, int width);
    }

    /**
     * Per unit of each weighted node, the mean over examples of the mean over positions of a dE/da, a being the node's
     * activation behind the norms and nonlinearities that follow it straight, each the only reader, and E the example's
     * own cross-entropy. Indexed like the biases: {@code result[node][unit]}, nodes in {@link Network#weighted()}'s
     * order.
     *
     * @param cancellation whether examples of opposite sign cancel, or magnitudes are averaged
     */
    double[][] activationTaylor(int examples, Cancellation cancellation);

    /** What a mean over examples is of. */
    enum Cancellation {
        /** Of magnitudes: an example's share is never negative. */
        ABSENT {
            @Override
            public double of(double share) {
                return Math.abs(share);
            }
        },
        /** Of signed numbers. */
        PRESENT {
            @Override
            public double of(double share) {
                return share;
            }
        };

        public abstract double of(double share);
    }

    /**
     * d log R / d|w| for R = 1' |W_L| ... |W_1| 1: the sum of the outputs on an all-ones input with every weight w
     * replaced by |w|. Biases, norms and nonlinearities are left out; pooling stays. 0 outside the weights, and
     * everywhere where R is 0.
     */
    double[] synapticGradient();

    /** The relevance of units and weights for the true classes' logits, by a backward rule of its own. */
    Relevance relevance(int examples, RelevanceRule rule);

    /**
     * Means over examples of sums over positions.
     *
     * @param ofUnits what arrives at each unit of each weighted node, indexed like {@link #activationTaylor}
     * @param ofWeights what passes through each weight, flat; 0 outside the weights
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Relevance(double[][] ofUnits, double[] ofWeights) {}
}
