package io.espalier.metric;

import java.util.OptionalDouble;

/**
 * Fraction of the labels of all examples that are predicted wrong.
 */
public record HammingLoss() implements Score {
    @Override
    public Direction direction() {
        return Direction.MINIMIZE;
    }

    @Override
    public Unit unit() {
        return Unit.FRACTION;
    }

    @Override
    public OptionalDouble of(LabelPredictions predictions) {
        long wrong = 0;
        for (int i = 0; i < predictions.size(); i++) {
            for (int label = 0; label < predictions.labels(); label++) {
                wrong += predictions.has(i, label) == predictions.predicts(i, label) ? 0 : 1;
            }
        }
        return OptionalDouble.of((double) wrong / ((long) predictions.size() * predictions.labels()));
    }
}
