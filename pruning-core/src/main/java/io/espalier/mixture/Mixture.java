package io.espalier.mixture;

import java.util.Arrays;

/**
 * p(w) = sum over j of share_j N(w | mean_j, 1 / precision_j). The first component, of mean 0, stands for weights that are
 * not needed.
 */
@SuppressWarnings("ArrayRecordComponent")
public record Mixture(double[] shares, double[] means, double[] precisions, double[] logScales) {
    private static final double LOG_2_PI = Math.log(2 * Math.PI);
    private static final double LEAST_EXPONENT = -700;

    /** @param shares that sum to 1, each above 0 */
    public static Mixture of(double[] shares, double[] means, double[] precisions) {
        double[] logScales = new double[shares.length];
        for (int j = 0; j < shares.length; j++) {
            double share = Math.max(shares[j], Double.MIN_NORMAL);
            logScales[j] =
                    ElementaryFunctions.log(share) + 0.5 * ElementaryFunctions.log(precisions[j]) - 0.5 * LOG_2_PI;
        }
        return new Mixture(shares, means, precisions, logScales);
    }

    /** The first of a share, the means of the others in even steps from the least to the largest weight. */
    public static Mixture evenly(int others, double first, double least, double largest, double deviation) {
        double[] shares = new double[others + 1];
        double[] means = new double[others + 1];
        double[] precisions = new double[others + 1];
        Arrays.fill(shares, (1 - first) / others);
        shares[0] = first;
        Arrays.fill(precisions, 1 / (deviation * deviation));
        for (int j = 1; j <= others; j++) {
            means[j] = others == 1 ? least : least + (largest - least) * (j - 1) / (others - 1);
        }
        return of(shares, means, precisions);
    }

    public int size() {
        return means.length;
    }

    /**
     * -log p(w).
     *
     * @param parts to be filled with what part of p(w) each component has: its responsibility for w
     */
    public double negativeLog(double w, double[] parts) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < parts.length; j++) {
            double d = w - means[j];
            parts[j] = logScales[j] - 0.5 * precisions[j] * d * d;
            largest = Math.max(largest, parts[j]);
        }
        double sum = 0;
        for (int j = 0; j < parts.length; j++) {
            parts[j] = ElementaryFunctions.exp(Math.max(LEAST_EXPONENT, parts[j] - largest));
            sum += parts[j];
        }
        for (int j = 0; j < parts.length; j++) {
            parts[j] /= sum;
        }
        return -largest - ElementaryFunctions.log(sum);
    }

    /** The mean of the component with the largest responsibility, the first such. */
    public double assigned(double w) {
        double[] parts = new double[size()];
        negativeLog(w, parts);
        int best = 0;
        for (int j = 1; j < parts.length; j++) {
            best = parts[j] > parts[best] ? j : best;
        }
        return means[best];
    }

    /** What the variance of a component stays between. */
    public record Variances(double least, double most) {}

    /** A step of expectation maximisation; the first component keeps its mean. */
    public Mixture fitted(float[] weights, Variances variances) {
        double[] counts = new double[size()];
        double[] sums = new double[size()];
        double[] squares = new double[size()];
        double[] parts = new double[size()];
        for (float w : weights) {
            negativeLog(w, parts);
            for (int j = 0; j < parts.length; j++) {
                double d = w - means[j];
                counts[j] += parts[j];
                sums[j] += parts[j] * d;
                squares[j] += parts[j] * d * d;
            }
        }
        return moved(counts, sums, squares, variances);
    }

    private Mixture moved(double[] counts, double[] sums, double[] squares, Variances variances) {
        double[] newShares = shares.clone();
        double[] newMeans = means.clone();
        double[] newPrecisions = precisions.clone();
        double all = Arrays.stream(counts).sum();
        for (int j = 0; j < size(); j++) {
            if (counts[j] > 0) {
                double shift = j == 0 ? 0 : sums[j] / counts[j];
                double variance = squares[j] / counts[j] - shift * shift;
                newMeans[j] += shift;
                newPrecisions[j] = 1 / Math.min(variances.most, Math.max(variances.least, variance));
            }
            newShares[j] = all == 0 ? shares[j] : counts[j] / all;
        }
        return of(newShares, newMeans, newPrecisions);
    }
}
