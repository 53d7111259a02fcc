package io.espalier.spark.ml;

/** Probabilities from logits, in a fixed order of sums and the same bits on every machine. */
final class Softmax {
    private Softmax() {}

    /** Replaces logits by exp(logit) / sum of exp(logit), the largest logit taken out first. */
    static void inPlace(double[] values) {
        double largest = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            largest = Math.max(largest, value);
        }
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            values[i] = StrictMath.exp(values[i] - largest);
            sum += values[i];
        }
        for (int i = 0; i < values.length; i++) {
            values[i] /= sum;
        }
    }
}
