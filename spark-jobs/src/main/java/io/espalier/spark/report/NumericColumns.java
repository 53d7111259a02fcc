package io.espalier.spark.report;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.pareto.Objective;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The columns of a table in DuckDB that can be objectives: all numbers but those of the test part.
 *
 * @param table its name in DuckDB
 * @param title what messages call it
 */
record NumericColumns(Connection connection, String table, String title) {
    /** Whether a column of {@code DESCRIBE} holds numbers. */
    static final String IS_NUMERIC =
            "regexp_matches(column_type, '^U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?$|^FLOAT$|^DOUBLE$|^DECIMAL')";

    private static final String NEAREST = "SELECT column_name FROM (DESCRIBE %s) WHERE " + IS_NUMERIC + """
              AND NOT starts_with(column_name, 'test_')
            ORDER BY damerau_levenshtein(column_name, ?), column_name
            """;

    /** @throws io.espalier.binding.InvalidValueException unless the objective is one of them */
    void require(Objective objective) throws SQLException {
        objective.checkNotOfTest("objective");
        String column = objective.column();
        List<String> there = nearestTo(column);
        check(!there.isEmpty(), "objective", column, "be a numeric column of the " + title + "; it has none");
        check(
                there.contains(column),
                "objective",
                column,
                "be a numeric column of the " + title + "; did you mean " + there.get(0) + "? Available: "
                        + String.join(", ", there));
    }

    private List<String> nearestTo(String column) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(NEAREST.formatted(table))) {
            statement.setString(1, column);
            List<String> nearest = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    nearest.add(rows.getString(1));
                }
            }
            return nearest;
        }
    }
}
