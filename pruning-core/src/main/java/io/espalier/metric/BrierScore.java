package io.espalier.metric;

import io.espalier.binding.Name;
import java.util.OptionalDouble;

/**
 * Mean of the squared difference of probability and truth (Brier 1950): of the second of two classes, of more the sum over
 * classes; of several labels the mean over labels.
 */
@Name("brier")
public record BrierScore() implements Score {
    @Override
    public Direction direction() {
        return Direction.MINIMIZE;
    }

    @Override
    public Unit unit() {
        return Unit.NONE;
    }

    @Override
    public OptionalDouble of(ClassPredictions predictions) {
        int first = predictions.classes() == 2 ? 1 : 0;
        double sum = 0;
        for (int i = 0; i < predictions.size(); i++) {
            for (int c = first; c < predictions.classes(); c++) {
                double gap = predictions.probability(i, c) - (predictions.label(i) == c ? 1 : 0);
                sum += gap * gap;
            }
        }
        return OptionalDouble.of(sum / predictions.size());
    }

    @Override
    public OptionalDouble of(LabelPredictions predictions) {
        double sum = 0;
        for (int i = 0; i < predictions.size(); i++) {
            for (int label = 0; label < predictions.labels(); label++) {
                double gap = predictions.probability(i, label) - (predictions.has(i, label) ? 1 : 0);
                sum += gap * gap;
            }
        }
        return OptionalDouble.of(sum / ((double) predictions.size() * predictions.labels()));
    }
}
