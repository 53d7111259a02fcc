package io.espalier.metric;

import java.util.OptionalDouble;

/** exp of the mean of -log p(token), p the softmax of the outputs of its step: as many equally likely tokens would be as hard to predict. */
public record Perplexity() implements Score {
    @Override
    public Direction direction() {
        return Direction.MINIMIZE;
    }

    @Override
    public Unit unit() {
        return Unit.NONE;
    }

    @Override
    public OptionalDouble of(SequencePredictions predictions) {
        OptionalDouble nats = predictions.mean(predictions::negativeLogLikelihood);
        return nats.isEmpty() ? nats : OptionalDouble.of(StrictMath.exp(nats.getAsDouble()));
    }
}
