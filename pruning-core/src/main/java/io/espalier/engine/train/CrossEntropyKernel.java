package io.espalier.engine.train;

import io.espalier.data.ClassTargets;
import io.espalier.data.Targets;
import io.espalier.task.LossFunction;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * Softmax cross-entropy in double precision, in a fixed order, with {@link StrictMath}: its bits are the same on every
 * machine.
 */
public final class CrossEntropyKernel implements LossKernel {
    private final int[] labels;
    private final double smoothing;
    private final double[] weights;
    private final double[] exponentials;

    public CrossEntropyKernel(LossFunction.CrossEntropy loss, Targets targets) {
        labels = ClassTargets.of(targets).labels();
        smoothing = loss.smoothing();
        weights = new double[targets.outputs()];
        Arrays.setAll(
                weights, c -> loss.weights().isEmpty() ? 1 : loss.weights().get(c));
        exponentials = new double[targets.outputs()];
    }

    /**
     * Sum over the batch of -w[label] sum_c q_c log softmax(logits)[c], q_c the smoothed label; writes its gradient times {@code scale} to {@code gradient}.
     *
     * @param logits row-major (batch, classes)
     * @param order example indices; row r has label {@code labels[order[from + r]]}
     */
    @Override
    public double backward(FloatBuffer logits, int[] order, int from, int to, double scale, FloatBuffer gradient) {
        int classes = exponentials.length;
        double loss = 0;
        for (int r = 0; r < to - from; r++) {
            int row = r * classes;
            int label = labels[order[from + r]];
            double largest = largest(logits, row);
            double sum = exponentiate(logits, row, largest);
            double weight = weights[label];
            loss += weight * (StrictMath.log(sum) + largest - target(logits, row, label));
            for (int c = 0; c < classes; c++) {
                double p = exponentials[c] / sum;
                gradient.put(row + c, (float) (scale * weight * (p - share(c, label))));
            }
        }
        return loss;
    }

    /** The logit of the smoothed label: sum_c q_c z_c. */
    private double target(FloatBuffer logits, int row, int label) {
        double target = logits.get(row + label);
        if (smoothing > 0) {
            double mean = 0;
            for (int c = 0; c < exponentials.length; c++) {
                mean += logits.get(row + c) / (double) exponentials.length;
            }
            target = (1 - smoothing) * target + smoothing * mean;
        }
        return target;
    }

    /** q_c. */
    private double share(int c, int label) {
        return (c == label ? 1 - smoothing : 0) + smoothing / exponentials.length;
    }

    /** Of w (diag(p) - p p') the root sqrt(w) times diag(sqrt p) - p sqrt(p)'. */
    @Override
    public float[] rootOfCurvature(FloatBuffer logits, int row, int example, int column) {
        double[] p = probabilities(logits, row);
        double rootOfP = StrictMath.sqrt(p[column]);
        double rootOfWeight = StrictMath.sqrt(weights[labels[example]]);
        float[] root = new float[p.length];
        for (int k = 0; k < p.length; k++) {
            root[k] = (float) (rootOfWeight * ((k == column ? rootOfP : 0) - p[k] * rootOfP));
        }
        return root;
    }

    /** Softmax of one row. */
    private double[] probabilities(FloatBuffer logits, int row) {
        double sum = exponentiate(logits, row * exponentials.length, largest(logits, row * exponentials.length));
        double[] p = exponentials.clone();
        for (int c = 0; c < p.length; c++) {
            p[c] /= sum;
        }
        return p;
    }

    private double largest(FloatBuffer logits, int row) {
        double largest = logits.get(row);
        for (int c = 1; c < exponentials.length; c++) {
            largest = Math.max(largest, logits.get(row + c));
        }
        return largest;
    }

    private double exponentiate(FloatBuffer logits, int row, double largest) {
        double sum = 0;
        for (int c = 0; c < exponentials.length; c++) {
            exponentials[c] = StrictMath.exp(logits.get(row + c) - largest);
            sum += exponentials[c];
        }
        return sum;
    }
}
