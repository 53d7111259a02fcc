package io.espalier.spark.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.espalier.binding.Canonical;
import io.espalier.result.CurveRow;
import io.espalier.result.TrialRecord;
import io.espalier.spark.report.TextTable.Side;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** One trial as text for a terminal, a section for each group of columns. */
public final class TrialText {
    private static final String INDENT = "  ";
    private static final List<String> GROUPS = List.of("quality", "size", "effort", "provenance");

    private final FoundTrial found;
    private final JsonNode tree;
    private final List<String> lines = new ArrayList<>();

    private TrialText(FoundTrial found) {
        this.found = found;
        this.tree = TrialJson.tree(found);
    }

    /** Lines, each with its line feed; the lineage comes last, or {@code noLineage}, the reason why there is none. */
    public static String render(FoundTrial found, Lineage lineage, String noLineage) {
        TrialText text = new TrialText(found);
        text.head();
        text.section("recipe", YamlText.lines(recipe(text.tree.at("/identity/recipe"))));
        TrialRecord record = found.record();
        if (record != null) {
            text.section("siblings", text.table(text.tree.path("siblings"), "control"));
            GROUPS.forEach(group -> text.section(group, pairs(text.tree.path(group))));
            text.section("layers", rows(text.tree.path("layers")));
            text.section(
                    "curve",
                    CurveText.lines(
                            record.curve().stream().map(CurveRow::point).toList(),
                            record.trial().choice()));
        }
        text.section("lineage", lineage.links().isEmpty() ? List.of(noLineage) : links(lineage));
        return text.lines.stream().collect(Collectors.joining("\n", "", "\n"));
    }

    private void head() {
        TrialRecord record = found.record();
        lines.add("trial    " + found.plan().trialId());
        lines.add("role     " + kind());
        lines.add(("axes     " + YamlText.pairs(tree.at("/identity/axes"))).stripTrailing());
        lines.add("outcome  " + (record == null ? "not finished yet" : outcome(tree.path("outcome"))));
    }

    private String kind() {
        String control = found.plan().control();
        Integer round = found.plan().round();
        return (control == null ? baselineOrCandidate() : "control " + control)
                + (round == null ? "" : ", after round " + round)
                + ", seed " + found.plan().seed() + ", sweep " + found.plan().sweep();
    }

    /** A baseline is a trial that fits one and does nothing else. */
    private String baselineOrCandidate() {
        JsonNode steps = tree.at("/identity/recipe/steps");
        return steps.size() == 1 && steps.path(0).has("fit") ? "baseline" : "candidate";
    }

    private static String outcome(JsonNode outcome) {
        String state = outcome.path("state").textValue();
        return outcome.path("error_code").isNull()
                ? state
                : state + ", " + outcome.path("error_code").textValue() + ": "
                        + outcome.path("error_message").textValue();
    }

    /** The trial as the keys of a sweep file that has it alone. */
    static ObjectNode recipe(JsonNode trial) {
        ObjectNode keys = JsonNodeFactory.instance.objectNode();
        if (trial.has("task")) {
            keys.set("task", trial.path("task"));
        }
        keys.set("data", trial.path("data"));
        keys.set("network", trial.path("network"));
        keys.putArray("seeds").add(trial.path("seed"));
        keys.set("recipe", trial.path("steps"));
        return keys;
    }

    private void section(String title, List<String> content) {
        if (!content.isEmpty()) {
            lines.add("");
            lines.add(title);
            content.forEach(line -> lines.add((INDENT + line).stripTrailing()));
        }
    }

    private static List<String> pairs(JsonNode group) {
        TextTable table = new TextTable(List.of(Side.LEFT, Side.RIGHT));
        group.properties()
                .forEach(column -> table.add(
                        List.of(NumberFormat.header(column.getKey()), cell(column.getKey(), column.getValue()))));
        return group.isEmpty() ? List.of() : table.lines();
    }

    /** Objects of one kind, by name. */
    private List<String> table(JsonNode objects, String names) {
        List<ObjectNode> rows = new ArrayList<>();
        objects.properties().forEach(object -> {
            ObjectNode row = JsonNodeFactory.instance.objectNode().put(names, object.getKey());
            rows.add(row.setAll((ObjectNode) object.getValue()));
        });
        return rows(rows);
    }

    private static List<String> rows(Iterable<? extends JsonNode> objects) {
        TextTable table = null;
        for (JsonNode row : objects) {
            if (table == null) {
                table = new TextTable(row.properties().stream()
                        .map(column -> column.getValue().isTextual() ? Side.LEFT : Side.RIGHT)
                        .toList());
                table.add(row.properties().stream()
                        .map(Map.Entry::getKey)
                        .map(NumberFormat::header)
                        .toList());
            }
            table.add(row.properties().stream()
                    .map(column -> cell(column.getKey(), column.getValue()))
                    .toList());
        }
        return table == null ? List.of() : table.lines();
    }

    private static String cell(String column, JsonNode value) {
        if (value.isNull()) {
            return "-";
        }
        NumberFormat unit = value.isIntegralNumber() ? NumberFormat.COUNT : NumberFormat.of(column);
        return value.isNumber() ? unit.write(value.doubleValue()) : value.asText();
    }

    private static List<String> links(Lineage lineage) {
        TextTable table = new TextTable(Collections.nCopies(2, Side.LEFT));
        lineage.links()
                .forEach(link -> table.add(
                        List.of(link.key().value(), YamlText.flow(TrialJson.read(Canonical.json(link.action()))))));
        return table.lines();
    }
}
