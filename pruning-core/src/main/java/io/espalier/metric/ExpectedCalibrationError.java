package io.espalier.metric;

import io.espalier.binding.Name;
import java.util.OptionalDouble;

/**
 * Expected calibration error (Guo et al. 2017, arXiv:1706.04599): examples fall by the confidence of their prediction into
 * the bins ((b - 1) / 15, b / 15]; the sum over bins of their part of the examples times the distance of accuracy and mean
 * confidence.
 */
@Name("ece")
public record ExpectedCalibrationError() implements Score {
    private static final int BINS = 15;

    @Override
    public Direction direction() {
        return Direction.MINIMIZE;
    }

    @Override
    public Unit unit() {
        return Unit.FRACTION;
    }

    @Override
    public OptionalDouble of(ClassPredictions predictions) {
        return OptionalDouble.of(of(predictions, BINS));
    }

    /** The same of other bins of equal width. */
    static double of(ClassPredictions predictions, int bins) {
        double[] gaps = new double[bins];
        for (int i = 0; i < predictions.size(); i++) {
            double confidence = predictions.confidence(i);
            gaps[bin(confidence, bins)] += (predictions.isCorrect(i) ? 1 : 0) - confidence;
        }
        double sum = 0;
        for (double gap : gaps) {
            sum += Math.abs(gap);
        }
        return sum / predictions.size();
    }

    private static int bin(double confidence, int bins) {
        int bin = (int) Math.ceil(confidence * bins) - 1;
        return Math.min(Math.max(bin, 0), bins - 1);
    }
}
