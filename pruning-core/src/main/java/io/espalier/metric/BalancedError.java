package io.espalier.metric;

import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * 1 less the mean over the classes that occur of the fraction of their examples whose class is predicted right (Brodersen
 * et al. 2010, doi:10.1109/ICPR.2010.764).
 */
public record BalancedError() implements Score {
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
        return OptionalDouble.of(1
                - IntStream.range(0, predictions.classes())
                        .mapToObj(label -> Confusion.of(predictions, label))
                        .filter(counts -> counts.actual() > 0)
                        .mapToDouble(Confusion::recall)
                        .average()
                        .orElseThrow());
    }
}
