package io.espalier.metric;

import io.espalier.binding.Name;
import java.util.OptionalDouble;

/** Mean of the loss that is trained, on standardised targets. */
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
