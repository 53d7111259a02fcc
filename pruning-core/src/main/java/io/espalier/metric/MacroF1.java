package io.espalier.metric;

import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * Mean over classes of F1 = 2 TP / (2 TP + FP + FN): in a classification over those that occur or are predicted, in
 * multi-label over all labels, 0 for one that neither occurs nor is predicted.
 */
public record MacroF1() implements Score {
    @Override
    public Direction direction() {
        return Direction.MAXIMIZE;
    }

    @Override
    public Unit unit() {
        return Unit.FRACTION;
    }

    @Override
    public OptionalDouble of(ClassPredictions predictions) {
        return IntStream.range(0, predictions.classes())
                .mapToObj(label -> Confusion.of(predictions, label))
                .filter(Confusion::occurs)
                .mapToDouble(Confusion::f1)
                .average();
    }

    @Override
    public OptionalDouble of(LabelPredictions predictions) {
        return IntStream.range(0, predictions.labels())
                .mapToObj(label -> Confusion.of(predictions, label))
                .mapToDouble(Confusion::f1)
                .average();
    }
}
