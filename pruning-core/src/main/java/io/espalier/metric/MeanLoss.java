package io.espalier.metric;

import io.espalier.binding.Name;
import java.util.OptionalDouble;

/** Mean of the squared error on standardised targets, which is trained unless the task has another loss. */
@Name("loss")
public record MeanLoss() implements Score {
    @Override
    public Direction direction() {
        return Direction.MINIMIZE;
    }

    @Override
    public Unit unit() {
        return Unit.NONE;
    }

    @Override
    public OptionalDouble of(ValuePredictions predictions) {
        return OptionalDouble.of(predictions.loss());
    }
}
