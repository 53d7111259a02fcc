package io.espalier.metric;

import io.espalier.binding.ManyColumns;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What was found of predictions on one part of the data: the scores that their task has. */
@ManyColumns(Scores.Columns.class)
public record Scores(Map<Score, Double> values) {
    /** None at all. */
    public static final Scores NONE = new Scores(Map.of());

    public Scores {
        values = Map.copyOf(values);
    }

    /** Those of some scores that predictions have. */
    static Scores of(Predictions predictions, Collection<Score> asked) {
        Map<Score, Double> values = new LinkedHashMap<>();
        asked.forEach(score -> predictions.score(score).ifPresent(value -> values.put(score, value)));
        return new Scores(values);
    }

    /** Null where the task has no such score. */
    public @Nullable Double get(Score score) {
        return values.get(score);
    }

    /** The same by the score's name in columns; empty where there is no such score. */
    public Optional<Double> find(String column) {
        return Score.named(column).map(values::get);
    }

    /** A score that the task has. */
    public double require(Score score) {
        Double value = values.get(score);
        if (value == null) {
            throw new IllegalStateException("Cannot tell " + score.column() + ": these examples do not define it");
        }
        return value;
    }

    /** One for each score that is registered. */
    public static final class Columns implements ManyColumns.Layout<Scores> {
        @Override
        public List<String> names() {
            return Score.registered().stream().map(Score::column).toList();
        }

        @Override
        public @Nullable Double get(Scores scores, String name) {
            return scores.find(name).orElse(null);
        }

        @Override
        public Scores of(Map<String, Double> numbers) {
            Map<Score, Double> values = new LinkedHashMap<>();
            numbers.forEach((name, number) -> values.put(Score.named(name).orElseThrow(), number));
            return new Scores(values);
        }
    }
}
