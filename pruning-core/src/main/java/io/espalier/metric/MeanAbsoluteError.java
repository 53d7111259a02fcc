package io.espalier.metric;

import io.espalier.binding.Name;
import java.util.OptionalDouble;

/** Mean of the absolute value of prediction - target; of several targets the mean of each one's. */
@Name("mae")
public record MeanAbsoluteError() implements Score {
    @Override
    public Direction direction() {
        return Direction.MINIMIZE;
    }

    @Override
    public Unit unit() {
        return Unit.TARGET;
    }

    @Override
    public OptionalDouble of(ValuePredictions predictions) {
        return OptionalDouble.of(predictions.meanOverColumns(predictions::meanMagnitude));
    }
}
