package io.espalier.engine.train;

import io.espalier.data.SequenceTargets;
import io.espalier.data.Targets;
import io.espalier.task.LossFunction;
import java.nio.FloatBuffer;

/**
 * Softmax cross-entropy of each step in double precision, in a fixed order, with {@link StrictMath}: its bits are the same on
 * every machine. Outputs are (examples, classes, steps).
 */
public final class TokenCrossEntropyKernel implements LossKernel {
    private final SequenceTargets targets;
    private final double smoothing;
    private final int steps;
    private final double[] probabilities;

    public TokenCrossEntropyKernel(LossFunction.TokenCrossEntropy loss, Targets targets) {
        this.targets = SequenceTargets.of(targets);
        this.smoothing = loss.smoothing();
        this.steps = this.targets.steps();
        this.probabilities = new double[this.targets.classes()];
    }

    @Override
    public double backward(FloatBuffer logits, int[] order, int from, int to, double scale, FloatBuffer gradient) {
        double loss = 0;
        for (int r = 0; r < to - from; r++) {
            for (int step = 0; step < steps; step++) {
                int first = r * probabilities.length * steps + step;
                loss += backward(logits, first, targets.token(order[from + r], step), scale / steps, gradient) / steps;
            }
        }
        return loss;
    }

    /**
     * The loss of one step.
     *
     * @param first place of its first class
     */
    private double backward(FloatBuffer logits, int first, int token, double scale, FloatBuffer gradient) {
        boolean isKnown = token < probabilities.length;
        double logSumExp = softmax(logits, first);
        double target = 0;
        for (int c = 0; c < probabilities.length; c++) {
            double share = isKnown ? share(c, token) : 0;
            target += share == 0 ? 0 : share * logits.get(first + c * steps);
            gradient.put(first + c * steps, isKnown ? (float) (scale * (probabilities[c] - share)) : 0);
        }
        return isKnown ? logSumExp - target : 0;
    }

    private double share(int c, int token) {
        return (c == token ? 1 - smoothing : 0) + smoothing / probabilities.length;
    }

    /** Leaves the probabilities of a step, and gives the logarithm of the sum of exp(logit). */
    private double softmax(FloatBuffer logits, int first) {
        double largest = logits.get(first);
        for (int c = 1; c < probabilities.length; c++) {
            largest = Math.max(largest, logits.get(first + c * steps));
        }
        double sum = 0;
        for (int c = 0; c < probabilities.length; c++) {
            probabilities[c] = StrictMath.exp(logits.get(first + c * steps) - largest);
            sum += probabilities[c];
        }
        for (int c = 0; c < probabilities.length; c++) {
            probabilities[c] /= sum;
        }
        return largest + StrictMath.log(sum);
    }

    /** Of each step (diag(p) - p p') / T the root (diag(sqrt p) - p sqrt(p)') / sqrt(T); steps do not depend on each other. */
    @Override
    public float[] rootOfCurvature(FloatBuffer logits, int row, int example, int column) {
        int step = column % steps;
        float[] root = new float[probabilities.length * steps];
        if (targets.isKnown(example, step)) {
            softmax(logits, row * root.length + step);
            double rootOfP = StrictMath.sqrt(probabilities[column / steps]);
            for (int c = 0; c < probabilities.length; c++) {
                double own = c == column / steps ? rootOfP : 0;
                root[c * steps + step] = (float) ((own - probabilities[c] * rootOfP) / Math.sqrt(steps));
            }
        }
        return root;
    }
}
