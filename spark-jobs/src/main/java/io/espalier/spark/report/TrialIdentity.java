package io.espalier.spark.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.espalier.pareto.TrialResult;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Tells which trials differ in nothing but the seed, and what to call them. */
final class TrialIdentity {
    private static final TypeReference<LinkedHashMap<String, Object>> OBJECT = new TypeReference<>() {};

    /** The first axis of a control. */
    static final String CONTROL = "control";

    private static final String BASELINE = "baseline";

    private final ObjectMapper json = new ObjectMapper();

    /** Equal for two trials exactly if their recipes agree, the seed apart; axes are only names for what is in a recipe. */
    String candidate(ResultSet row) throws SQLException {
        Map<String, Object> recipe = object(row, "recipe");
        recipe.remove("seed");
        return UUID.nameUUIDFromBytes(recipe.toString().getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    /** What the trial is a control for comes first, the round of a repeat last. */
    Map<String, Object> axes(ResultSet row) throws SQLException {
        Map<String, Object> axes = new LinkedHashMap<>();
        String control = row.getString("control");
        if (control != null) {
            axes.put(CONTROL, control);
        }
        axes.putAll(object(row, "axes"));
        int round = row.getInt("round");
        if (!row.wasNull()) {
            axes.put("round", round);
        }
        return axes;
    }

    /** The control that it is, a baseline, or a candidate. */
    String role(ResultSet row) throws SQLException {
        String control = row.getString("control");
        if (control != null) {
            return control;
        }
        return object(row, "axes").containsKey(BASELINE) ? BASELINE : TrialResult.CANDIDATE;
    }

    /** Its number of steps and the last of them, as {@link io.espalier.sweep.Trial#place()} has it. */
    String place(ResultSet row) throws SQLException {
        List<?> steps = object(row, "recipe").get("steps") instanceof List<?> list ? list : List.of();
        Object last = steps.isEmpty() ? "" : steps.get(steps.size() - 1);
        Object name = last instanceof Map<?, ?> step ? step.keySet().iterator().next() : last;
        return steps.size() + " " + name;
    }

    /** Its data as the recipe describes them. */
    Object data(ResultSet row) throws SQLException {
        return object(row, "recipe").getOrDefault("data", "");
    }

    private Map<String, Object> object(ResultSet row, String column) throws SQLException {
        try {
            return json.readValue(row.getString(column), OBJECT);
        } catch (JsonProcessingException e) {
            throw new ReportException(
                    "Cannot read " + column + " of trial " + row.getString("trial_id") + ": it is not a JSON object",
                    e);
        }
    }
}
