package io.espalier.metric;

import io.espalier.binding.Name;
import java.util.OptionalDouble;

/** Root of the mean of (prediction - target)^2; of several targets the mean of each one's. */
@Name("rmse")
public record RootMeanSquaredError() implements Score {
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
        return OptionalDouble.of(predictions.meanOverColumns(predictions::rootMeanSquare));
    }
}
