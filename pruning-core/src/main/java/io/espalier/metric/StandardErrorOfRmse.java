package io.espalier.metric;

import io.espalier.binding.Name;
import java.util.OptionalDouble;

/** Standard error of the RMSE over the examples, by the delta method. */
@Name("rmse-se")
public record StandardErrorOfRmse() implements Score {
    @Override
    public Direction direction() {
        return Direction.MINIMIZE;
    }

    @Override
    public Unit unit() {
        return Unit.TARGET;
    }

    @Override
    public boolean isQuality() {
        return false;
    }

    @Override
    public OptionalDouble of(ValuePredictions predictions) {
        return OptionalDouble.of(predictions.standardErrorOfRootMeanSquare());
    }
}
