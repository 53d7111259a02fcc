package io.espalier.spark.report;

import io.espalier.binding.InvalidValueException;
import io.espalier.pareto.Direction;
import io.espalier.pareto.Objective;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The trial that is best in one column: of those that completed and are no controls, among those that meet all conditions;
 * of equal ones that with the first id. The columns of the test part are not there to choose by.
 *
 * @param value of that column
 */
public record ChosenTrial(
        String trialId,
        String axes,
        long seed,
        String column,
        double value,
        double validationError,
        double testError,
        long bytes,
        long macs) {
    /**
     * Chooses.
     *
     * @param by as in {@code bytes}, for the least, or {@code bytes:max}
     * @param conditions in SQL
     * @throws InvalidValueException if a column or a condition is not one
     * @throws ReportException if the table cannot be read or no trial meets the conditions
     */
    public static ChosenTrial in(Path out, String by, List<String> conditions) {
        Objective objective = by.contains(":") ? Objective.parse(by) : new Objective(by.strip(), Direction.MINIMIZE);
        try (TrialsTable table = TrialsTable.open(out)) {
            table.require(objective);
            conditions.forEach(condition -> require(table, condition));
            return choose(table, objective, conditions);
        } catch (SQLException e) {
            throw new ReportException("Cannot read trials: " + e.getMessage(), e);
        }
    }

    private static ChosenTrial choose(TrialsTable table, Objective objective, List<String> conditions)
            throws SQLException {
        String column = '"' + objective.column() + '"';
        String best = "SELECT trial_id FROM " + candidates(conditions) + " WHERE " + column + " IS NOT NULL ORDER BY "
                + column + (objective.direction() == Direction.MINIMIZE ? "" : " DESC") + ", trial_id LIMIT 1";
        return table
                .query(
                        "SELECT *, " + column + "::DOUBLE AS chosen_by FROM trials WHERE trial_id IN (" + best + ")",
                        row -> of(row, objective))
                .stream()
                .findFirst()
                .orElseThrow(() -> new ReportException(
                        "Cannot choose a trial: none completed with a " + objective.column()
                                + conditions.stream().map(c -> " and " + c).collect(Collectors.joining()),
                        null));
    }

    /** Those that meet the conditions, without the columns of the test part. */
    private static String candidates(List<String> conditions) {
        String open =
                "(SELECT COLUMNS(c -> NOT starts_with(c, 'test_')) FROM trials WHERE state = 'COMPLETED' AND control IS NULL)";
        return conditions.stream()
                .reduce(open, (from, condition) -> "(SELECT * FROM " + from + " WHERE (" + condition + "))");
    }

    private static void require(TrialsTable table, String condition) {
        try {
            table.query("SELECT count(*) FROM " + candidates(List.of(condition)), row -> row.getLong(1));
        } catch (SQLException e) {
            String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new InvalidValueException(
                    "condition", condition, "be SQL on columns of the trials table, none of the test part; " + reason);
        }
    }

    private static ChosenTrial of(ResultSet row, Objective objective) throws SQLException {
        return new ChosenTrial(
                row.getString("trial_id"),
                row.getString("axes"),
                row.getLong("seed"),
                objective.column(),
                row.getDouble("chosen_by"),
                row.getDouble("validation_error"),
                row.getDouble("test_error"),
                row.getLong("bytes"),
                row.getLong("macs"));
    }

    /** For people. */
    public String text() {
        return String.format(
                Locale.ROOT,
                "trial %s, seed %d  %s%nvalidation error %.2f%%  test error %.2f%%  bytes %,d  macs %,d%n",
                trialId,
                seed,
                YamlText.pairs(TrialJson.read(axes)),
                100 * validationError,
                100 * testError,
                bytes,
                macs);
    }
}
