package io.espalier.spark.tracking;

import static io.espalier.spark.tracking.MlflowRuns.pair;
import static io.espalier.spark.tracking.MlflowRuns.tree;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What MLflow keeps of a trial, in pieces no larger than it takes at once: parameters, tags, metrics, curves as steps. */
final class MlflowBatches {
    private static final int MOST = 900;
    private static final int LONGEST_PARAM = 500;
    private static final int LONGEST_TAG = 5000;
    private static final Set<String> NO_RESULTS = Set.of("seed", "round", "schema_version");
    private static final List<String> PARAMS =
            List.of("data", "network", "criterion", "granularity", "scope", "schedule", "control");
    private static final List<String> TAGS =
            List.of("sweep", "state", "error_code", "error_message", "step_key", "data_hash", "recipe");

    private MlflowBatches() {}

    /** @param end when the trial ended, in milliseconds since 1970 */
    static List<ObjectNode> of(TrackedTrial trial, long end) {
        List<ObjectNode> batches = new ArrayList<>();
        batches.add(described(trial));
        List<ObjectNode> metrics = metrics(trial, end);
        for (int from = 0; from < metrics.size(); from += MOST) {
            ObjectNode batch = tree();
            batch.putArray("metrics").addAll(metrics.subList(from, Math.min(from + MOST, metrics.size())));
            batches.add(batch);
        }
        return batches;
    }

    /** A name that MLflow takes for a run. */
    static String name(TrackedTrial trial) {
        return cut(trial.label(), LONGEST_PARAM);
    }

    private static ObjectNode described(TrackedTrial trial) {
        ObjectNode batch = tree();
        Map<String, String> params = new TreeMap<>(trial.axes());
        PARAMS.stream()
                .filter(trial.texts()::containsKey)
                .forEach(column -> params.putIfAbsent(column, trial.texts().getOrDefault(column, "")));
        trial.places().forEach(params::putIfAbsent);
        params.forEach((name, value) -> pair(batch.withArray("params"), key(name), cut(value, LONGEST_PARAM)));
        TAGS.stream()
                .filter(trial.texts()::containsKey)
                .forEach(column -> pair(
                        batch.withArray("tags"),
                        "espalier." + column,
                        cut(trial.texts().getOrDefault(column, ""), LONGEST_TAG)));
        return batch;
    }

    private static List<ObjectNode> metrics(TrackedTrial trial, long end) {
        List<ObjectNode> metrics = new ArrayList<>();
        for (String name : new TreeSet<>(trial.numbers().keySet())) {
            if (!NO_RESULTS.contains(name)) {
                metrics.add(metric(name, trial.numbers().getOrDefault(name, 0.0), end, 0));
            }
        }
        trial.curve().forEach(point -> point.values()
                .forEach((name, value) -> metrics.add(metric("curve/" + name, value, end, point.step()))));
        return metrics;
    }

    private static ObjectNode metric(String name, double value, long time, long step) {
        return tree().put("key", key(name))
                .put("value", value)
                .put("timestamp", time)
                .put("step", step);
    }

    /** MLflow takes letters, digits and a few signs. */
    private static String key(String name) {
        return name.replaceAll("[^A-Za-z0-9_./ -]", "_");
    }

    /** What is too long for the server, with a sign that there is more. */
    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
    }
}
