package io.espalier.metric;

import java.util.OptionalDouble;

/** How far predicted values are from their targets, in the unit of these. */
sealed interface ValueError extends Score permits MeanAbsoluteError, RootMeanSquaredError, StandardErrorOfRmse {
    double error(ValuePredictions predictions);

    @Override
    default Direction direction() {
        return Direction.MINIMIZE;
    }

    @Override
    default Unit unit() {
        return Unit.TARGET;
    }

    @Override
    default OptionalDouble of(ValuePredictions predictions) {
        return OptionalDouble.of(error(predictions));
    }
}
