package io.espalier.spark.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.espalier.binding.Canonical;
import io.espalier.metric.DataPart;
import io.espalier.metric.Score;
import io.espalier.result.CurveRow;
import io.espalier.result.LayerRow;
import io.espalier.result.PlanRow;
import io.espalier.result.ScoresModule;
import io.espalier.result.TrialRecord;
import io.espalier.result.TrialRow;

/** One trial as a tree: the row's groups of columns, then its siblings, layers and curve. Text and JSON print this. */
public final class TrialJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .addModule(new ScoresModule())
            .build();

    private TrialJson() {}

    /** Pretty-printed, with the lineage if there is one. */
    public static String render(FoundTrial found, Lineage lineage) {
        ObjectNode tree = tree(found);
        lineage.links().forEach(link -> tree.withArray("lineage")
                .addObject()
                .put("step_key", link.key().value())
                .set("action", read(Canonical.json(link.action()))));
        return tree.toPrettyString();
    }

    static ObjectNode tree(FoundTrial found) {
        ObjectNode tree = MAPPER.createObjectNode();
        tree.set("identity", identity(found.plan()));
        TrialRecord record = found.record();
        if (record != null) {
            ObjectNode row = MAPPER.valueToTree(record.trial());
            row.remove("identity");
            tree.setAll(row);
            Score choice = record.trial().choice();
            found.siblings()
                    .forEach((control, sibling) -> tree.withObject("/siblings").set(control, sibling(sibling, choice)));
            record.layers().stream().map(LayerRow::layer).forEach(tree.withArray("layers")::addPOJO);
            record.curve().stream().map(CurveRow::point).forEach(tree.withArray("curve")::addPOJO);
        }
        return MAPPER.valueToTree(tree);
    }

    private static ObjectNode identity(PlanRow plan) {
        ObjectNode identity = MAPPER.valueToTree(plan);
        identity.set("axes", read(plan.axes()));
        identity.set("recipe", read(plan.recipe()));
        return identity;
    }

    /** With the score that the trial itself was chosen by. */
    private static ObjectNode sibling(TrialRow row, Score choice) {
        TrialRow.Quality quality = row.quality();
        return MAPPER.createObjectNode()
                .put("trial_id", row.identity().trialId())
                .put("state", row.outcome().state().name())
                .put(
                        DataPart.VALIDATION.column(choice),
                        quality == null ? null : quality.validation().get(choice))
                .put(
                        DataPart.TEST.column(choice),
                        quality == null ? null : quality.test().get(choice));
    }

    /** Of plain maps, lists and values. */
    static JsonNode of(Object plain) {
        return MAPPER.valueToTree(plain);
    }

    static JsonNode read(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new ReportException("Cannot read a recipe: it is not JSON", e);
        }
    }
}
