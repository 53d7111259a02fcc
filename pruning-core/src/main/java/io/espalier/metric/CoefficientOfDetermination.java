package io.espalier.metric;

import io.espalier.binding.Name;
import java.util.OptionalDouble;

/**
 * Coefficient of determination: 1 less the squared error over that of the part's mean; of several targets the mean of each
 * one's; null where a target does not vary.
 */
@Name("r2")
public record CoefficientOfDetermination() implements Score {
    @Override
    public Direction direction() {
        return Direction.MAXIMIZE;
    }

    @Override
    public Unit unit() {
        return Unit.NONE;
    }

    @Override
    public OptionalDouble of(ValuePredictions predictions) {
        double r2 = predictions.meanOverColumns(predictions::determination);
        return Double.isFinite(r2) ? OptionalDouble.of(r2) : OptionalDouble.empty();
    }
}
