package io.espalier.spark.tracking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.espalier.spark.table.SweepSql;
import io.espalier.storage.Storage;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * A sweep's trials as runs of an MLflow experiment: parameters, metrics, curves as steps, tags. A run counts as written when
 * it is finished; a second export adds those that are not there, and replaces one that was not finished.
 *
 * @param experiment its name
 */
public record MlflowExport(MlflowServer server, String experiment) {
    /** Tag by which a run is found again. */
    static final String TRIAL = "espalier.trial_id";

    private static final int MOST_IN_A_BATCH = 900;
    private static final int PAGE = 1000;
    private static final int LONGEST_PARAM = 500;
    private static final int LONGEST_TAG = 5000;
    private static final Set<String> NO_RESULTS = Set.of("seed", "round", "schema_version");
    private static final List<String> PARAMS =
            List.of("data", "network", "criterion", "granularity", "scope", "schedule", "control");
    private static final List<String> TAGS =
            List.of("sweep", "state", "error_code", "error_message", "step_key", "data_hash", "recipe");

    /** How many runs were written, and how many were there. */
    public record Outcome(String experiment, int written, int present) {}

    /** To a server that is asked with this process's environment. */
    public static MlflowExport to(URI address, String experiment) {
        return to(address, experiment, MlflowExport::sleep);
    }

    static MlflowExport to(URI address, String experiment, Consumer<Duration> pause) {
        return new MlflowExport(new MlflowServer(address, System.getenv(), pause), experiment);
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Writes the trials that have ended.
     *
     * @throws IOException if the server cannot be reached or refuses, or the tables cannot be read
     */
    public Outcome export(Storage out) throws IOException {
        String id = experimentId();
        Map<String, JsonNode> present = present(id);
        int written = 0;
        int there = 0;
        for (TrackedTrial trial : trials(out)) {
            JsonNode run = present.get(trial.id());
            if (run != null && !run.path("status").asText().equals("RUNNING")) {
                there++;
                continue;
            }
            if (run != null) {
                server.post(
                        "runs/delete", tree().put("run_id", run.path("run_id").asText()));
            }
            write(id, trial);
            written++;
        }
        return new Outcome(experiment, written, there);
    }

    private static List<TrackedTrial> trials(Storage out) throws IOException {
        try (SweepSql sql = SweepSql.open(out)) {
            return TrackedTrial.all(sql);
        } catch (SQLException e) {
            throw new IOException("Cannot read the tables of " + out + ": " + e.getMessage(), e);
        }
    }

    private String experimentId() throws IOException {
        String query = "?experiment_name=" + URLEncoder.encode(experiment, StandardCharsets.UTF_8);
        JsonNode known = server.get("experiments/get-by-name", query).orElse(tree());
        String id = known.at("/experiment/experiment_id").asText();
        return id.isEmpty()
                ? server.post("experiments/create", tree().put("name", experiment))
                        .path("experiment_id")
                        .asText()
                : id;
    }

    /** What is known of the runs of an experiment, by trial. */
    private Map<String, JsonNode> present(String experimentId) throws IOException {
        Map<String, JsonNode> runs = new TreeMap<>();
        String page = "";
        do {
            ObjectNode query = tree().put("max_results", PAGE);
            query.putArray("experiment_ids").add(experimentId);
            if (!page.isEmpty()) {
                query.put("page_token", page);
            }
            JsonNode found = server.post("runs/search", query);
            for (JsonNode run : found.path("runs")) {
                for (JsonNode tag : run.at("/data/tags")) {
                    if (tag.path("key").asText().equals(TRIAL)) {
                        runs.put(tag.path("value").asText(), run.path("info"));
                    }
                }
            }
            page = found.path("next_page_token").asText();
        } while (!page.isEmpty());
        return runs;
    }

    private void write(String experimentId, TrackedTrial trial) throws IOException {
        long end = trial.finished().toEpochMilli();
        long begin = end - Math.round(1000 * trial.numbers().getOrDefault("train_seconds", 0.0));
        ObjectNode create = tree().put("experiment_id", experimentId)
                .put("run_name", cut(trial.label(), LONGEST_PARAM))
                .put("start_time", begin);
        pair(create.putArray("tags"), TRIAL, trial.id());
        String run = server.post("runs/create", create).at("/run/info/run_id").asText();
        for (ObjectNode batch : batches(trial, end)) {
            server.post("runs/log-batch", batch.put("run_id", run));
        }
        server.post(
                "runs/update",
                tree().put("run_id", run)
                        .put("status", trial.isCompleted() ? "FINISHED" : "FAILED")
                        .put("end_time", end));
    }

    private static List<ObjectNode> batches(TrackedTrial trial, long end) {
        List<ObjectNode> batches = new ArrayList<>();
        batches.add(described(trial));
        List<ObjectNode> metrics = metrics(trial, end);
        for (int from = 0; from < metrics.size(); from += MOST_IN_A_BATCH) {
            ObjectNode batch = tree();
            batch.putArray("metrics").addAll(metrics.subList(from, Math.min(from + MOST_IN_A_BATCH, metrics.size())));
            batches.add(batch);
        }
        return batches;
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

    private static void pair(ArrayNode list, String key, String value) {
        list.addObject().put("key", key).put("value", value);
    }

    /** MLflow takes letters, digits and a few signs. */
    private static String key(String name) {
        return name.replaceAll("[^A-Za-z0-9_./ -]", "_");
    }

    /** What is too long for the server, with a sign that there is more. */
    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
    }

    private static ObjectNode tree() {
        return JsonNodeFactory.instance.objectNode();
    }
}
