package io.espalier.spark.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.FloatNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.espalier.pareto.RankedCandidate;
import io.espalier.pareto.TrialResult;
import io.espalier.stats.Estimate;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Every number that the trials have: by column a list of the trials' values, and one of the members' half confidence intervals.
 * Seven digits are kept.
 */
record Numbers(TrialIndex index) {
    private static final Set<String> NO_RESULTS = Set.of("seed", "round", "schema_version");
    private static final double FLOAT_DIGITS = 1e6;
    private static final int BRIEF_DIGITS = 4;
    private static final ColumnFacts FACTS = ColumnFacts.of("trials");

    static Numbers of(TrialIndex index) {
        return new Numbers(index);
    }

    void addTo(ObjectNode page) {
        page.putArray("ids");
        page.putArray("seeds");
        index.trials().forEach(trial -> page.withArray("ids").add(trial.trialId()));
        index.trials().forEach(trial -> page.withArray("seeds").add(trial.seed()));
        page.putArray("columns");
        columns().forEach(column -> page.withArray("columns").add(column(column)));
    }

    /** In the order of the table, what metrics found behind it. */
    private List<String> columns() {
        Set<String> present = index.trials().stream()
                .flatMap(trial -> trial.values().keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        present.removeAll(NO_RESULTS);
        return Stream.concat(FACTS.names().stream().filter(present::contains), present.stream())
                .distinct()
                .toList();
    }

    private ObjectNode column(String name) {
        ColumnFacts.Fact fact = FACTS.fact(name);
        ObjectNode column = new ObjectNode(JsonNodeFactory.instance)
                .put("name", name)
                .put("format", FACTS.format(name))
                .put("unit", fact.unit())
                .put("meaning", fact.meaning())
                .put("chosenBy", isOf(trial -> trial.chosenBy().column(), name))
                .put("reported", isOf(TrialResult::reported, name));
        column.set("values", list(index.trials(), trial -> trial.values().get(name)));
        column.set("margins", list(index.members(), member -> margin(member, name)));
        return column;
    }

    private boolean isOf(Function<TrialResult, String> column, String name) {
        return index.trials().stream().map(column).anyMatch(name::equals);
    }

    private static @Nullable Double margin(RankedCandidate member, String column) {
        return member.candidate().estimate(column).map(Estimate::margin).orElse(null);
    }

    private static <T> ArrayNode list(Collection<T> of, Function<T, @Nullable Double> number) {
        ArrayNode list = new ArrayNode(JsonNodeFactory.instance);
        of.stream().map(number).map(Numbers::node).forEach(list::add);
        return list;
    }

    /** Whole numbers as they are, others as floats. */
    static JsonNode node(@Nullable Double value) {
        if (value == null || !Double.isFinite(value)) {
            return NullNode.instance;
        }
        double number = Objects.requireNonNull(value);
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? LongNode.valueOf((long) number)
                : Math.abs(number) < FLOAT_DIGITS ? FloatNode.valueOf((float) number) : DoubleNode.valueOf(number);
    }

    /** A value of a table to four digits, which is what a curve shows. */
    static JsonNode brief(@Nullable Object value) {
        if (!(value instanceof Number number) || number.doubleValue() == 0) {
            return node(value == null ? null : (Double) 0.0);
        }
        double scale = Math.pow(10, BRIEF_DIGITS - 1 - Math.floor(Math.log10(Math.abs(number.doubleValue()))));
        return node(Math.rint(number.doubleValue() * scale) / scale);
    }
}
