package io.espalier.spark.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.espalier.binding.InvalidValueException;
import io.espalier.binding.Suggestions;
import io.espalier.pareto.Candidate;
import io.espalier.pareto.Contenders;
import io.espalier.pareto.Objective;
import io.espalier.pareto.TrialResult;
import io.espalier.spark.table.DuckDb;
import io.espalier.storage.Storage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The trial that is best in one column: of all of the sweep's present file that completed, candidates, controls and
 * baselines alike, among those that meet all conditions; of equal ones that with the first id. The columns of the test part
 * are not there to choose by.
 *
 * @param scores what it is chosen by, and the same on the test part, for people
 * @param contenders what it is not told from in that column, and the {@code smallest} of them
 */
public record ChosenTrial(
        TrialResult trial,
        Objective objective,
        Contenders contenders,
        Smallest smallest,
        String scores,
        long bytes,
        long macs) {
    private static final int NAMED = 3;
    private static final Pattern UNKNOWN_COLUMN = Pattern.compile("Referenced column \"([^\"]+)\" not found");

    /**
     * Chooses.
     *
     * @param by as in {@code bytes}, for the least, or {@code bytes:max}; null for what most
     *     trials were chosen by
     * @param conditions in SQL
     * @throws InvalidValueException if a column or a condition is not one
     * @throws ReportException if the table cannot be read or no trial meets the conditions
     */
    public static ChosenTrial in(Storage out, @Nullable String by, List<String> conditions) {
        return chosen(out, by == null ? usual(out) : by, conditions);
    }

    private static ChosenTrial chosen(Storage out, String by, List<String> conditions) {
        Objective objective = Objective.by(by);
        SweepTrials all = TrialReader.read(out, List.of(objective));
        try (TrialsTable table = TrialsTable.open(out)) {
            for (String condition : conditions) {
                require(table, condition);
            }
            Set<String> eligible =
                    new HashSet<>(table.query("SELECT trial_id FROM " + those(conditions), row -> row.getString(1)));
            List<TrialResult> trials = ofOneData(all, eligible);
            TrialResult best = best(trials, objective, eligible, conditions);
            Contenders contenders = Contenders.of(objective, trials, eligible, best.trialId());
            Smallest smallest = Smallest.of(table, contenders);
            return table.query(
                            "SELECT bytes, macs FROM trials WHERE trial_id = '" + best.trialId() + "'",
                            row -> of(best, objective, contenders, smallest, row))
                    .get(0);
        } catch (SQLException e) {
            throw new ReportException("Cannot read trials: " + DuckDb.reason(e), e);
        }
    }

    /** @throws ReportException if they are of several data: errors on different examples are not compared */
    private static List<TrialResult> ofOneData(SweepTrials trials, Set<String> eligible) {
        List<DataTrials> data = trials.data().stream()
                .filter(those -> those.all().stream().anyMatch(trial -> eligible.contains(trial.trialId())))
                .toList();
        if (data.size() > 1) {
            throw new ReportException(
                    "Cannot choose a trial: the sweep has " + data.size()
                            + " different data sets, whose errors cannot be compared (choose one, as in --where \"data_hash = '...'\"): "
                            + data.stream().map(DataTrials::data).collect(Collectors.joining("; ")),
                    null);
        }
        return data.stream().flatMap(those -> those.all().stream()).toList();
    }

    private static String usual(Storage out) {
        try (TrialsTable table = TrialsTable.open(out)) {
            return Stream.concat(table.chosenBy().stream(), TrialResult.USUAL.stream())
                    .map(Objective::column)
                    .max(Comparator.comparingLong(column -> count(table, column)))
                    .orElseThrow();
        } catch (SQLException e) {
            throw new ReportException("Cannot read trials: " + DuckDb.reason(e), e);
        }
    }

    private static long count(TrialsTable table, String column) {
        try {
            return table.query(
                            "SELECT count(%1$s) FILTER (coalesce(chosen_by, '%1$s') = '%1$s') FROM recorded"
                                    .formatted(column),
                            row -> row.getLong(1))
                    .get(0);
        } catch (SQLException e) {
            throw new ReportException("Cannot read trials: " + DuckDb.reason(e), e);
        }
    }

    private static TrialResult best(
            List<TrialResult> trials, Objective objective, Set<String> eligible, List<String> conditions) {
        return trials.stream()
                .filter(trial ->
                        eligible.contains(trial.trialId()) && trial.values().containsKey(objective.column()))
                .min(Comparator.comparingDouble(
                                (TrialResult trial) -> objective.direction().orient(value(trial, objective)))
                        .thenComparing(TrialResult::trialId))
                .orElseThrow(() -> new ReportException(
                        "Cannot choose a trial: none completed with a " + objective.column()
                                + conditions.stream().map(c -> " and " + c).collect(Collectors.joining()),
                        null));
    }

    private static double value(TrialResult trial, Objective objective) {
        return Objects.requireNonNull(trial.values().get(objective.column()));
    }

    /** Those that completed and meet the conditions, without the columns of the test part. */
    private static String those(List<String> conditions) {
        String open = "(SELECT COLUMNS(c -> NOT starts_with(c, 'test_')) FROM trials WHERE state = 'COMPLETED')";
        return conditions.stream()
                .reduce(open, (from, condition) -> "(SELECT * FROM " + from + " WHERE (" + condition + "))");
    }

    private static void require(TrialsTable table, String condition) throws SQLException {
        try {
            table.query("SELECT count(*) FROM " + those(List.of(condition)), row -> row.getLong(1));
        } catch (SQLException e) {
            Matcher unknown = UNKNOWN_COLUMN.matcher(DuckDb.reason(e));
            String reason = unknown.find() ? instead(table, unknown.group(1)) : DuckDb.reason(e);
            throw new InvalidValueException(
                    "condition",
                    condition,
                    "be an SQL condition on columns of the trials table, test columns excluded; " + reason);
        }
    }

    private static String instead(TrialsTable table, String column) throws SQLException {
        List<String> columns =
                table.query("DESCRIBE " + those(List.of()).replaceAll("^\\(|\\)$", ""), row -> row.getString(1));
        return "there is no column " + column
                + new Suggestions(columns)
                        .closest(column)
                        .map(near -> "; did you mean " + near + "?")
                        .orElse("");
    }

    private static ChosenTrial of(
            TrialResult trial, Objective objective, Contenders contenders, Smallest smallest, ResultSet row)
            throws SQLException {
        return new ChosenTrial(
                trial, objective, contenders, smallest, scores(trial), row.getLong("bytes"), row.getLong("macs"));
    }

    /**
     * The smallest of those that are not told from one another, the chosen one among them.
     *
     * @param bytes mean over its seeds
     */
    public record Smallest(Candidate candidate, double bytes) {
        private static Smallest of(TrialsTable table, Contenders contenders) throws SQLException {
            Map<String, Long> bytes = new HashMap<>();
            table.query(
                    "SELECT trial_id, bytes FROM trials WHERE bytes IS NOT NULL",
                    row -> bytes.put(row.getString(1), row.getLong(2)));
            return Stream.concat(Stream.of(contenders.chosen()), contenders.others().stream())
                    .map(candidate -> new Smallest(candidate, mean(candidate, bytes)))
                    .min(Comparator.comparingDouble(Smallest::bytes))
                    .orElseThrow();
        }

        private static double mean(Candidate candidate, Map<String, Long> bytes) {
            return candidate.trials().stream()
                    .mapToLong(trial -> bytes.getOrDefault(trial.trialId(), Long.MAX_VALUE))
                    .average()
                    .orElseThrow();
        }
    }

    /** What it is chosen by and the same on the test part, for people. */
    private static String scores(TrialResult trial) {
        return Stream.of(trial.chosenBy().column(), trial.reported())
                .filter(trial.values()::containsKey)
                .map(column -> score(column, trial.values().getOrDefault(column, 0.0)))
                .collect(Collectors.joining("  "));
    }

    private static String score(String column, double value) {
        NumberFormat format = NumberFormat.of(column);
        return column.replace('_', ' ').replace("rmse", "RMSE") + " " + format.write(value)
                + (format == NumberFormat.PERCENT ? "%" : "");
    }

    public String trialId() {
        return trial.trialId();
    }

    /** For people. */
    public String text() {
        return String.format(
                        Locale.ROOT,
                        "trial %s, seed %d  %s%n%s  bytes %,d  macs %,d%n",
                        trial.trialId(),
                        trial.seed(),
                        name(contenders.chosen()),
                        scores,
                        bytes,
                        macs)
                + rivals();
    }

    /** For programs: the trial, and those that it is not told from. */
    public ObjectNode json() {
        ObjectNode tree = JsonNodeFactory.instance
                .objectNode()
                .put("trial", trial.trialId())
                .put("seed", trial.seed())
                .put("candidate", name(contenders.chosen()))
                .put("by", objective.toString())
                .put("bytes", bytes)
                .put("macs", macs);
        tree.putObject("values");
        trial.values().forEach(tree.withObject("/values")::put);
        tree.put("compared", contenders.compared());
        tree.putArray("not_distinguished");
        contenders.others().forEach(other -> tree.withArray("not_distinguished").add(name(other)));
        tree.putObject("smallest_not_distinguished")
                .put("candidate", name(smallest.candidate()))
                .put("bytes", smallest.bytes());
        return tree;
    }

    /** Which others a sweep of more seeds might have found to be the best. */
    private String rivals() {
        List<Candidate> others = contenders.others();
        if (others.isEmpty()) {
            return "";
        }
        String named = others.stream()
                .limit(NAMED)
                .map(other -> "  " + name(other) + System.lineSeparator())
                .collect(Collectors.joining());
        return String.format(
                        Locale.ROOT,
                        "%s of the other %d that meet the conditions cannot be distinguished from it in %s (5%%, over shared"
                                + " seeds); the best of these:%n",
                        others.size(),
                        contenders.compared(),
                        objective.column())
                + named
                + String.format(
                        Locale.ROOT,
                        "the smallest of all that cannot be distinguished: %s, %,.0f bytes%n",
                        smallest.candidate().equals(contenders.chosen())
                                ? "the chosen one"
                                : name(smallest.candidate()),
                        smallest.bytes());
    }

    private static String name(Candidate candidate) {
        return (candidate.role() + " " + candidate.label().replaceFirst("^control=\\S+ ?", "")).strip();
    }
}
