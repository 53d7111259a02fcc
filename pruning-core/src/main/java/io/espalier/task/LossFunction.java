package io.espalier.task;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import java.util.List;

/**
 * What training minimises, a function of a network's outputs z and an example's target. The engine has a kernel for each,
 * the class {@code XKernel} for X, with its gradient and curvature.
 */
public sealed interface LossFunction {
    /** Whether outputs are logits of the probabilities of classes, so that a softmax of them means something. */
    default boolean ofProbabilities() {
        return false;
    }

    /** The largest smoothing is below 1: at 1 a target says nothing. */
    private static void checkSmoothing(double smoothing) {
        check(smoothing >= 0 && smoothing < 1, "label-smoothing", smoothing, "be in [0, 1)");
    }

    /**
     * The cross-entropy of the softmax with the class t, w_t sum_c q_c log(sum_k exp(z_k) - z_c), where q_t is 1 - s + s / K
     * and every other q_c is s / K (Szegedy et al. 2016, arXiv:1512.00567).
     *
     * @param smoothing s
     * @param weights w, one a class; all 1 where empty
     */
    record CrossEntropy(double smoothing, List<Double> weights) implements LossFunction {
        public CrossEntropy {
            checkSmoothing(smoothing);
            weights = List.copyOf(weights);
        }

        /** Of equal weights, not smoothed. */
        public CrossEntropy() {
            this(0, List.of());
        }

        @Override
        public boolean ofProbabilities() {
            return true;
        }
    }

    /**
     * The mean over the T steps of an example of the cross-entropy of the step's softmax with its token, (1 - s) of which is the
     * token's and s spread evenly over all; 0 at a step without a token.
     *
     * @param smoothing s
     */
    record TokenCrossEntropy(double smoothing) implements LossFunction {
        public TokenCrossEntropy {
            checkSmoothing(smoothing);
        }

        @Override
        public boolean ofProbabilities() {
            return true;
        }
    }

    /**
     * The mean over the K outputs of log(1 + exp(z_k)) - t_k z_k, the cross-entropy of the sigmoid, where a label that is
     * there has the target 1 - s / 2 and one that is not s / 2.
     *
     * @param smoothing s
     */
    record BinaryCrossEntropy(double smoothing) implements LossFunction {
        public BinaryCrossEntropy {
            checkSmoothing(smoothing);
        }
    }

    /** Of the difference of outputs and numbers. */
    sealed interface OfValues extends LossFunction {}

    /** The mean over the K outputs of (z_k - t_k)^2. */
    record SquaredError() implements OfValues {}

    /** The mean over the K outputs of |z_k - t_k|. Its curvature is 0: criteria that rank by it find all weights equal. */
    record AbsoluteError() implements OfValues {}

    /**
     * The mean over the K outputs of e^2 / 2 for |e| up to delta and delta (|e| - delta / 2) beyond, e = z_k - t_k (Huber
     * 1964, doi:10.1214/aoms/1177703732).
     *
     * @param delta error from which on the loss grows linearly, in standard deviations of the target
     */
    record Huber(@Default("1") double delta) implements OfValues {
        public Huber {
            check(delta > 0 && Double.isFinite(delta), "delta", delta, "be positive");
        }

        public Huber() {
            this(1);
        }
    }
}
