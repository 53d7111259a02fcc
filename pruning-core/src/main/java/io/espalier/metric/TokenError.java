package io.espalier.metric;

import java.util.OptionalDouble;

/** Fraction of the tokens of sequences whose class is not predicted. */
public record TokenError() implements Score {
    @Override
    public Direction direction() {
        return Direction.MINIMIZE;
    }

    @Override
    public Unit unit() {
        return Unit.FRACTION;
    }

    @Override
    public OptionalDouble of(SequencePredictions predictions) {
        return predictions.mean((example, step) -> predictions.isCorrect(example, step) ? 0 : 1);
    }
}
