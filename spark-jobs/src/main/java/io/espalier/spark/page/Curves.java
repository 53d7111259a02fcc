package io.espalier.spark.page;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.espalier.spark.table.QueryResult;
import io.espalier.spark.table.SweepSql;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The learning curves of the trials, a train step at a time: trials that share a train step share its curve.
 *
 * @param columns their names in the table, those without any value apart
 * @param steps each curve of a train step once
 * @param trials by trial the numbers of its train steps' curves
 */
record Curves(List<String> columns, List<Evaluations> steps, Map<Integer, List<Integer>> trials) {
    private static final int MOST_EVALUATIONS = 150_000;
    private static final int STEP = 1;
    private static final int FIRST = 2;
    private static final String ROWS = """
            SELECT trial_id, train_step, * EXCLUDE (trial_id, train_step, iteration) FROM curves
            ORDER BY trial_id, train_step, iteration
            """;
    private static final ColumnFacts FACTS = ColumnFacts.of("curves");

    /** The rows of one train step. */
    record Evaluations(List<List<@Nullable Object>> rows) {}

    static Curves of(SweepSql sql, TrialIndex index) throws SQLException {
        QueryResult table = sql.query(ROWS);
        List<Integer> columns = IntStream.range(FIRST, table.columns().size())
                .filter(column -> table.rows().stream().anyMatch(row -> row.get(column) != null))
                .boxed()
                .toList();
        Map<Evaluations, Integer> numbers = new LinkedHashMap<>();
        Map<Integer, List<Integer>> trials = new TreeMap<>();
        byTrial(table, index)
                .forEach((trial, steps) -> trials.put(
                        trial,
                        steps.values().stream()
                                .map(rows -> new Evaluations(only(columns, rows)))
                                .map(step -> numbers.computeIfAbsent(step, key -> numbers.size()))
                                .toList()));
        return new Curves(columns.stream().map(table.columns()::get).toList(), List.copyOf(numbers.keySet()), trials);
    }

    private static Map<Integer, TreeMap<Integer, List<List<@Nullable Object>>>> byTrial(
            QueryResult table, TrialIndex index) {
        return table.rows().stream()
                .filter(row -> index.number(row.get(0)).isPresent())
                .collect(Collectors.groupingBy(
                        row -> index.number(row.get(0)).orElseThrow(),
                        Collectors.groupingBy(row -> (Integer) row.get(STEP), TreeMap::new, Collectors.toList())));
    }

    private static List<List<@Nullable Object>> only(List<Integer> columns, List<List<@Nullable Object>> rows) {
        return rows.stream()
                .map(row -> columns.stream().<@Nullable Object>map(row::get).toList())
                .toList();
    }

    /** Every so many evaluations of each train step, the last among them; twice as few with each halving. */
    ObjectNode json(int halvings) {
        int all = steps.stream().mapToInt(step -> step.rows().size()).sum();
        int every = (1 + all / MOST_EVALUATIONS) << halvings;
        ObjectNode tree = JsonNodeFactory.instance.objectNode().put("every", every);
        tree.putArray("columns");
        for (String name : columns) {
            tree.withArray("columns")
                    .addObject()
                    .put("name", name)
                    .put("format", FACTS.format(name))
                    .put("meaning", FACTS.fact(name).meaning());
        }
        tree.putArray("steps");
        steps.forEach(step -> tree.withArray("steps").add(columns(kept(step.rows(), every))));
        tree.putObject("trials");
        trials.forEach(
                (trial, numbers) -> numbers.forEach(tree.withObject("/trials").withArray("/" + trial)::add));
        return tree;
    }

    private ArrayNode columns(List<List<@Nullable Object>> rows) {
        ArrayNode tree = JsonNodeFactory.instance.arrayNode();
        for (int column = 0; column < columns.size(); column++) {
            ArrayNode values = tree.addArray();
            for (List<@Nullable Object> row : rows) {
                values.add(Numbers.brief(row.get(column)));
            }
        }
        return tree;
    }

    private static <T> List<T> kept(List<T> evaluations, int every) {
        int last = evaluations.size() - 1;
        return IntStream.rangeClosed(0, last)
                .filter(i -> (last - i) % every == 0)
                .mapToObj(evaluations::get)
                .toList();
    }
}
