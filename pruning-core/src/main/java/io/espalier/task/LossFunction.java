package io.espalier.task;

/**
 * What training minimises, a function of a network's outputs z and an example's target. The engine has a kernel for each,
 * the class {@code XKernel} for X, with its gradient and curvature.
 */
public sealed interface LossFunction {
    /** Whether outputs are logits of the probabilities of classes, so that a softmax of them means something. */
    boolean ofProbabilities();

    /** The cross-entropy of the softmax with the class t: -log(exp(z_t) / sum_c exp(z_c)). */
    record CrossEntropy() implements LossFunction {
        @Override
        public boolean ofProbabilities() {
            return true;
        }
    }

    /** The mean over the K outputs of (z_k - t_k)^2. */
    record SquaredError() implements LossFunction {
        @Override
        public boolean ofProbabilities() {
            return false;
        }
    }
}
