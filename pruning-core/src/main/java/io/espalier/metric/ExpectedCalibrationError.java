package io.espalier.metric;

import static io.espalier.binding.InvalidValueException.check;

/**
 * How far confidence is from accuracy (Guo et al. 2017): examples fall by the confidence of their prediction into bins
 * ((b - 1) / B, b / B] of equal width; ECE = sum over bins of |bin| / n * |accuracy - mean confidence|, in [0, 1].
 */
public record ExpectedCalibrationError(int bins) {
    public ExpectedCalibrationError {
        check(bins >= 1, "bins", bins, "be at least 1");
    }

    /** With the usual 15 bins. */
    public ExpectedCalibrationError() {
        this(15);
    }

    public double of(ClassPredictions predictions) {
        double[] gaps = new double[bins];
        for (int i = 0; i < predictions.size(); i++) {
            double confidence = predictions.confidence(i);
            gaps[bin(confidence)] += (predictions.isCorrect(i) ? 1 : 0) - confidence;
        }
        double sum = 0;
        for (double gap : gaps) {
            sum += Math.abs(gap);
        }
        return sum / predictions.size();
    }

    private int bin(double confidence) {
        int bin = (int) Math.ceil(confidence * bins) - 1;
        return Math.min(Math.max(bin, 0), bins - 1);
    }
}
