package io.espalier.metric;

import io.espalier.binding.Name;
import java.util.OptionalDouble;

/** Mean of -log p(true class), p the softmax of the outputs. */
@Name("nll")
public record NegativeLogLikelihood() implements Score {
    @Override
    public Direction direction() {
        return Direction.MINIMIZE;
    }

    @Override
    public Unit unit() {
        return Unit.NATS;
    }

    @Override
    public OptionalDouble of(ClassPredictions predictions) {
        double sum = 0;
        for (int i = 0; i < predictions.size(); i++) {
            sum += predictions.negativeLogLikelihood(i);
        }
        return OptionalDouble.of(sum / predictions.size());
    }
}
