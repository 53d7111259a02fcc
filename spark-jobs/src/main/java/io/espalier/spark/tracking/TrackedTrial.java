package io.espalier.spark.tracking;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.espalier.spark.table.QueryResult;
import io.espalier.spark.table.SweepSql;
import java.sql.SQLException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A trial as other programs keep one: what was chosen, what came of it, and how it learned.
 *
 * @param texts columns of the trials table that are words
 * @param numbers columns that are finite numbers
 * @param axes values of the grid's axes, by name
 * @param curve evaluations in the order of training
 * @param exports files that were made of it, the first of each export
 */
record TrackedTrial(
        String id,
        Map<String, String> texts,
        Map<String, Double> numbers,
        Map<String, String> axes,
        List<Evaluation> curve,
        List<String> exports) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> PLACES = Set.of("trial_id", "train_step", "iteration");

    /**
     * One evaluation during training.
     *
     * @param step mini-batches since the start of the trial's first train step
     */
    record Evaluation(long step, Map<String, Double> values) {}

    TrackedTrial {
        texts = Map.copyOf(texts);
        numbers = Map.copyOf(numbers);
        curve = List.copyOf(curve);
        exports = List.copyOf(exports);
    }

    /** All that have ended, in the order of their ids. */
    static List<TrackedTrial> all(SweepSql sql) throws SQLException {
        Map<String, List<Evaluation>> curves = curves(sql);
        Map<String, List<String>> exports = exports(sql);
        QueryResult table = sql.query("SELECT * FROM trials ORDER BY trial_id");
        return table.rows().stream()
                .map(row -> of(table.columns(), row, curves, exports))
                .toList();
    }

    private static TrackedTrial of(
            List<String> columns,
            List<@Nullable Object> row,
            Map<String, List<Evaluation>> curves,
            Map<String, List<String>> exports) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            Object value = row.get(i);
            if (value != null && !(value instanceof Number)) {
                texts.put(columns.get(i), value.toString());
            }
        }
        String id = Objects.requireNonNull(texts.get("trial_id"));
        return new TrackedTrial(
                id,
                texts,
                numbers(columns, row),
                axes(texts.getOrDefault("axes", "{}")),
                curves.getOrDefault(id, List.of()),
                exports.getOrDefault(id, List.of()));
    }

    private static Map<String, List<String>> exports(SweepSql sql) throws SQLException {
        return sql.query("SELECT DISTINCT trial_id, file FROM exports ORDER BY ALL").rows().stream()
                .collect(Collectors.groupingBy(
                        row -> String.valueOf(row.get(0)),
                        Collectors.mapping(row -> String.valueOf(row.get(1)), Collectors.toList())));
    }

    private static Map<String, Double> numbers(List<String> columns, List<@Nullable Object> row) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        IntStream.range(0, columns.size()).forEach(i -> {
            if (row.get(i) instanceof Number number && Double.isFinite(number.doubleValue())) {
                numbers.put(columns.get(i), number.doubleValue());
            }
        });
        return numbers;
    }

    private static Map<String, String> axes(String text) {
        try {
            Map<String, String> axes = new LinkedHashMap<>();
            JSON.readTree(text).properties().forEach(axis -> axes.put(axis.getKey(), words(axis.getValue())));
            return axes;
        } catch (JsonProcessingException e) {
            return Map.of("axes", text);
        }
    }

    private static String words(JsonNode value) {
        return value.isTextual() ? value.asText() : value.toString();
    }

    /** Steps count on from one train step to the next. */
    private static Map<String, List<Evaluation>> curves(SweepSql sql) throws SQLException {
        QueryResult table = sql.query("SELECT * FROM curves ORDER BY trial_id, train_step, iteration");
        int trial = table.columns().indexOf("trial_id");
        int trainStep = table.columns().indexOf("train_step");
        int iteration = table.columns().indexOf("iteration");
        Map<String, List<Evaluation>> curves = new LinkedHashMap<>();
        Object before = "";
        long begin = 0;
        for (List<@Nullable Object> row : table.rows()) {
            List<Evaluation> curve = curves.computeIfAbsent(String.valueOf(row.get(trial)), key -> new ArrayList<>());
            String place = row.get(trial) + " " + row.get(trainStep);
            if (!place.equals(before)) {
                begin = curve.isEmpty() ? 0 : curve.get(curve.size() - 1).step();
                before = place;
            }
            Map<String, Double> values = numbers(table.columns(), row);
            values.keySet().removeAll(PLACES);
            curve.add(
                    new Evaluation(begin + ((Number) Objects.requireNonNull(row.get(iteration))).longValue(), values));
        }
        return curves;
    }

    boolean isCompleted() {
        return "COMPLETED".equals(texts.get("state"));
    }

    /** Names of the axes and their values, as in {@code criterion=obd sparsity=0.9 seed=1}. */
    String label() {
        StringBuilder label = new StringBuilder(texts.getOrDefault("control", "candidate"));
        axes.forEach((name, value) -> label.append(' ').append(name).append('=').append(value));
        places().forEach((name, value) ->
                label.append(' ').append(name).append('=').append(value));
        return label.toString();
    }

    /** Round and seed, which are numbers that nothing came of. */
    Map<String, String> places() {
        Map<String, String> places = new LinkedHashMap<>();
        Stream.of("round", "seed")
                .filter(numbers::containsKey)
                .forEach(name -> places.put(
                        name, Long.toString(numbers.getOrDefault(name, 0.0).longValue())));
        return places;
    }

    /** When it ended; the epoch where the table does not say. */
    Instant finished() {
        try {
            return Instant.parse(texts.getOrDefault("finished_at", ""));
        } catch (DateTimeParseException e) {
            return Instant.EPOCH;
        }
    }
}
