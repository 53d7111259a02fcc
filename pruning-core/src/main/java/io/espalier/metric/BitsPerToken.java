package io.espalier.metric;

import java.util.OptionalDouble;

/** Mean of -log2 p(token), p the softmax of the outputs of its step: bits per character (BPC) where tokens are characters, per byte where they are bytes. */
public record BitsPerToken() implements Score {
    @Override
    public Direction direction() {
        return Direction.MINIMIZE;
    }

    @Override
    public Unit unit() {
        return Unit.BITS;
    }

    @Override
    public OptionalDouble of(SequencePredictions predictions) {
        OptionalDouble nats = predictions.mean(predictions::negativeLogLikelihood);
        return nats.isEmpty() ? nats : OptionalDouble.of(nats.getAsDouble() / StrictMath.log(2));
    }
}
