package io.espalier.metric;

import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * F1 = 2 TP / (2 TP + FP + FN) with the counts of all labels added up; 0 where no label occurs or is predicted.
 */
public record MicroF1() implements Score {
    @Override
    public Direction direction() {
        return Direction.MAXIMIZE;
    }

    @Override
    public Unit unit() {
        return Unit.FRACTION;
    }

    @Override
    public OptionalDouble of(LabelPredictions predictions) {
        return OptionalDouble.of(IntStream.range(0, predictions.labels())
                .mapToObj(label -> Confusion.of(predictions, label))
                .reduce(new Confusion(0, 0, 0), Confusion::plus)
                .f1());
    }
}
