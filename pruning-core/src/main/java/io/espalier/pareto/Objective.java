package io.espalier.pareto;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.InvalidValueException;
import io.espalier.metric.DataPart;
import io.espalier.metric.Direction;
import io.espalier.metric.Score;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;

/** A column of the trials table and which end of it is better. Spelled {@code bytes:min}. */
public record Objective(String column, Direction direction) {
    public Objective {
        check(!column.isBlank(), "objective", "'" + column + "'", "name a column");
    }

    /** @throws InvalidValueException unless {@code spelling} reads {@code column:min} or {@code column:max} */
    public static Objective parse(String spelling) {
        String[] parts = spelling.strip().split(":", -1);
        check(parts.length == 2, "objective", spelling, "have the form column:min or column:max");
        return new Objective(parts[0].strip(), Direction.parse(parts[1].strip()));
    }

    /**
     * Reads {@code column}, whose better end is that of its score, or the least of what is no score, or {@code column:max}.
     *
     * @throws InvalidValueException if it is neither
     */
    public static Objective by(String spelling) {
        String column = spelling.strip();
        return spelling.contains(":")
                ? parse(spelling)
                : new Objective(
                        column, Score.inColumn(column).map(Score::direction).orElse(Direction.MINIMIZE));
    }

    /**
     * Reads a comma-separated list, as in {@code validation_error:min,bytes:min}.
     *
     * @throws InvalidValueException if an element does not parse or a column is named twice
     */
    public static List<Objective> parseAll(String spelling) {
        List<Objective> objectives =
                Arrays.stream(spelling.split(",", -1)).map(Objective::parse).toList();
        HashSet<String> columns = new HashSet<>();
        for (Objective objective : objectives) {
            check(columns.add(objective.column()), "objectives", spelling, "name each column once");
        }
        return objectives;
    }

    /**
     * Throws if it is a column of the test part.
     *
     * @param path what asked for it
     */
    public void checkNotOfTest(String path) {
        check(!DataPart.TEST.has(column), path, column, "not be a test column: those are for reporting only");
    }

    @Override
    public String toString() {
        return column + ":" + direction;
    }
}
