package io.espalier.spark.report;

import io.espalier.metric.DataPart;
import io.espalier.metric.Score;
import io.espalier.pareto.Objective;
import io.espalier.pareto.TrialResult;
import io.espalier.pareto.TrialResult.Sibling;
import io.espalier.result.TrialRow;
import io.espalier.spark.table.DuckDb;
import io.espalier.storage.Storage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads {@code OUT/tables/trials/*.parquet} into observations, each with what its sibling controls came to. */
public final class TrialReader {
    private static final List<String> CONTROLS =
            List.of("random-mask", "reinitialize", "small-dense", "extra-training");

    /** Behind the name of a control: its size. */
    private static final String SIZE = " bytes";

    private final Set<String> columns = new LinkedHashSet<>();
    private final Map<String, Objective> choices = new LinkedHashMap<>();
    private final TrialIdentity identity = new TrialIdentity();

    private TrialReader(List<Objective> objectives, List<Objective> chosenBy) {
        objectives.forEach(objective -> columns.add(objective.column()));
        Stream.concat(TrialResult.USUAL.stream(), chosenBy.stream())
                .forEach(choice -> choices.put(choice.column(), choice));
        for (String column : choices.keySet()) {
            columns.add(column);
            columns.add(DataPart.TEST.like(column, DataPart.VALIDATION));
        }
        objectives.stream()
                .flatMap(objective -> standardError(objective.column()))
                .forEach(columns::add);
        choices.keySet().stream().flatMap(TrialReader::standardError).forEach(columns::add);
        columns.add(TrialResult.BEST_OF);
        columns.add(TrialResult.CONSTANT_SCORE);
        columns.add(TrialResult.BYTES);
    }

    /** The column of a score's standard error, if there is such a score. */
    private static Stream<String> standardError(String column) {
        return Score.registered().stream().map(DataPart.VALIDATION::column).filter((column + "_se")::equals);
    }

    /**
     * Reads the trials of a sweep's present file that have ended so far.
     *
     * @param out the output folder of the sweep
     * @throws io.espalier.binding.InvalidValueException if an objective is not a numeric column or is a test column
     * @throws ReportException if the table cannot be read
     */
    public static SweepTrials read(Storage out, List<Objective> objectives) {
        return read(out, objectives, Grids.PRESENT);
    }

    /** The same of the files asked for. */
    public static SweepTrials read(Storage out, List<Objective> objectives, Grids grids) {
        try (TrialsTable table = TrialsTable.open(out)) {
            for (Objective objective : objectives) {
                table.require(objective);
            }
            return new TrialReader(objectives, table.chosenBy()).read(table, grids);
        } catch (SQLException e) {
            throw new ReportException("Cannot read trials: " + DuckDb.reason(e), e);
        }
    }

    /** The same with every number that the table has of a trial. */
    public static SweepTrials readAll(Storage out, List<Objective> objectives, Grids grids) {
        try (TrialsTable table = TrialsTable.open(out)) {
            for (Objective objective : objectives) {
                table.require(objective);
            }
            TrialReader reader = new TrialReader(objectives, table.chosenBy());
            reader.columns.addAll(table.numericColumns());
            return reader.read(table, grids);
        } catch (SQLException e) {
            throw new ReportException("Cannot read trials: " + DuckDb.reason(e), e);
        }
    }

    private SweepTrials read(TrialsTable table, Grids grids) throws SQLException {
        List<RecordedTrial> all = RecordedTrials.counted(table.query(select(), this::recorded));
        List<RecordedTrial> asked = all.stream().filter(grids::shows).toList();
        List<RecordedTrial> latest = RecordedTrials.ofLatestData(asked);
        List<RecordedTrial> trials = RecordedTrials.toldApart(latest);
        Map<Optional<String>, List<RecordedTrial>> byData = trials.stream()
                .collect(Collectors.groupingBy(
                        t -> Optional.ofNullable(t.dataHash()), LinkedHashMap::new, Collectors.toList()));
        return new SweepTrials(
                byData.values().stream().map(TrialReader::ofOneData).toList(),
                all.size() - asked.size(),
                asked.size() - latest.size());
    }

    private static DataTrials ofOneData(List<RecordedTrial> trials) {
        return new DataTrials(
                YamlText.flow(TrialJson.of(trials.get(0).data())),
                observations(trials, t -> !t.isControl()),
                observations(trials, RecordedTrial::isControl));
    }

    private static List<TrialResult> observations(List<RecordedTrial> trials, Predicate<RecordedTrial> which) {
        return trials.stream().filter(which).map(RecordedTrial::observation).toList();
    }

    private String select() {
        return """
                WITH completed AS (
                  SELECT trial_id, (CASE chosen_by %s ELSE coalesce(%s) END)::DOUBLE AS error, bytes::DOUBLE AS size
                  FROM recorded WHERE state = 'COMPLETED')
                SELECT t.trial_id, t.seed, p.control, p.round, p.axes, p.present, t.recipe, t.state, t.data_hash,
                  t.finished_at, t.validation_examples, t.chosen_by, %s, %s, %s
                FROM recorded t JOIN placed p USING (trial_id) %s
                ORDER BY t.trial_id
                """.formatted(
                        each(choices.keySet(), " ", "WHEN '%1$s' THEN %1$s"),
                        usual(),
                        each(columns, ", ", "t.\"%1$s\"::DOUBLE AS \"%1$s\""),
                        each(CONTROLS, ", ", "\"%1$s\".error AS \"%1$s\""),
                        each(CONTROLS, ", ", "\"%1$s\".size AS \"%1$s" + SIZE + "\""),
                        each(CONTROLS, " ", "LEFT JOIN completed \"%1$s\" ON \"%1$s\".trial_id = p.%2$s_trial"));
    }

    private static String usual() {
        return TrialResult.USUAL.stream().map(Objective::column).collect(Collectors.joining(", "));
    }

    private static String each(Collection<String> names, String between, String sql) {
        return names.stream()
                .map(name -> sql.formatted(name, name.replace('-', '_')))
                .collect(Collectors.joining(between));
    }

    private RecordedTrial recorded(ResultSet row) throws SQLException {
        return new RecordedTrial(
                observation(row),
                row.getBoolean("present"),
                row.getString("control") != null,
                identity.place(row),
                identity.data(row),
                row.getString("data_hash"),
                Objects.requireNonNullElse(row.getString("finished_at"), ""),
                (Integer) row.getObject("validation_examples"));
    }

    private TrialResult observation(ResultSet row) throws SQLException {
        Map<String, Double> values = present(row, columns);
        return new TrialResult(
                row.getString("trial_id"),
                identity.candidate(row),
                identity.axes(row),
                row.getLong("seed"),
                TrialRow.State.valueOf(row.getString("state")),
                values,
                siblings(row),
                null,
                choice(row.getString("chosen_by"), values.keySet()),
                identity.role(row));
    }

    private Objective choice(@Nullable String written, Set<String> present) {
        return Optional.ofNullable(written).map(choices::get).orElseGet(() -> TrialResult.USUAL.stream()
                .filter(usual -> present.contains(usual.column()))
                .findFirst()
                .orElse(TrialResult.USUAL.get(0)));
    }

    private static Map<String, Sibling> siblings(ResultSet row) throws SQLException {
        Map<String, Sibling> siblings = new HashMap<>();
        for (Map.Entry<String, Double> error : present(row, CONTROLS).entrySet()) {
            double bytes = row.getDouble(error.getKey() + SIZE);
            siblings.put(error.getKey(), new Sibling(error.getValue(), row.wasNull() ? null : (Double) bytes));
        }
        return siblings;
    }

    /** The values that are neither null nor NaN nor infinite. */
    private static Map<String, Double> present(ResultSet row, Collection<String> names) throws SQLException {
        Map<String, Double> present = new HashMap<>();
        for (String name : names) {
            double value = row.getDouble(name);
            if (!row.wasNull() && Double.isFinite(value)) {
                present.put(name, value);
            }
        }
        return present;
    }
}
