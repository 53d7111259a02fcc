package io.espalier.metric;

import io.espalier.binding.Name;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** Fraction of the examples whose predicted class is wrong; in multi-label of those that have any label wrong. */
@Name("error")
public record ErrorRate() implements Score {
    @Override
    public Direction direction() {
        return Direction.MINIMIZE;
    }

    @Override
    public Unit unit() {
        return Unit.FRACTION;
    }

    @Override
    public boolean isShareOfExamples() {
        return true;
    }

    @Override
    public OptionalDouble of(ClassPredictions predictions) {
        long wrong = IntStream.range(0, predictions.size())
                .filter(i -> !predictions.isCorrect(i))
                .count();
        return OptionalDouble.of((double) wrong / predictions.size());
    }

    @Override
    public OptionalDouble of(LabelPredictions predictions) {
        long wrong = IntStream.range(0, predictions.size())
                .filter(i -> IntStream.range(0, predictions.labels())
                        .anyMatch(label -> predictions.has(i, label) != predictions.predicts(i, label)))
                .count();
        return OptionalDouble.of((double) wrong / predictions.size());
    }
}
