package io.espalier.metric;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What was found of predictions on one part of the data: the scores that their task has. */
public record Scores(Map<Score, Double> values) {
    /** None at all. */
    public static final Scores NONE = new Scores(Map.of());

    public Scores {
        values = Map.copyOf(values);
    }

    /** Null where the task has no such score. */
    public @Nullable Double get(Score score) {
        return values.get(score);
    }

    /** A score that the task has. */
    public double require(Score score) {
        return Objects.requireNonNull(values.get(score), score.column());
    }
}
