package io.espalier.engine.train;

import java.nio.FloatBuffer;

/**
 * Softmax cross-entropy in double precision, in a fixed order, with {@link StrictMath}: its bits are the same on every
 * machine.
 */
public final class CrossEntropy implements Loss {
    private final double[] exponentials;

    public CrossEntropy(int classes) {
        exponentials = new double[classes];
    }

    /**
     * Sum over the batch of -log softmax(logits)[label]; writes its gradient times {@code scale} to {@code gradient}.
     *
     * @param logits row-major (batch, classes)
     * @param order example indices; row r has label {@code labels[order[from + r]]}
     */
    @Override
    public double backward(
            FloatBuffer logits, int[] labels, int[] order, int from, int to, double scale, FloatBuffer gradient) {
        int classes = exponentials.length;
        double loss = 0;
        for (int r = 0; r < to - from; r++) {
            int row = r * classes;
            int label = labels[order[from + r]];
            double largest = largest(logits, row);
            double sum = exponentiate(logits, row, largest);
            loss += StrictMath.log(sum) + largest - logits.get(row + label);
            for (int c = 0; c < classes; c++) {
                double p = exponentials[c] / sum;
                gradient.put(row + c, (float) (scale * (c == label ? p - 1 : p)));
            }
        }
        return loss;
    }

    /** Softmax of one row. */
    public double[] probabilities(FloatBuffer logits, int row) {
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
