package io.espalier.spark.tracking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The runs of one MLflow experiment, each known by the value of a tag.
 *
 * @param experiment its id
 * @param found what is known of the runs that were there, by that value
 */
record MlflowRuns(MlflowServer server, String experiment, Map<String, JsonNode> found) {
    /** Tag by which a run is found again: the trial's id, or {@link #SWEEP} for the run that all others belong to. */
    static final String ID = "espalier.trial_id";

    static final String SWEEP = "sweep";

    private static final String PARENT = "mlflow.parentRunId";
    private static final int PAGE = 1000;

    /** Those of an experiment, which is made where there is none of that name. */
    static MlflowRuns of(MlflowServer server, String name) throws IOException {
        String experiment = experimentId(server, name);
        return new MlflowRuns(server, experiment, found(server, experiment));
    }

    private static String experimentId(MlflowServer server, String name) throws IOException {
        String query = "?experiment_name=" + URLEncoder.encode(name, StandardCharsets.UTF_8);
        JsonNode known = server.get("experiments/get-by-name", query).orElse(tree());
        String id = known.at("/experiment/experiment_id").asText();
        return id.isEmpty()
                ? server.post("experiments/create", tree().put("name", name))
                        .path("experiment_id")
                        .asText()
                : id;
    }

    private static Map<String, JsonNode> found(MlflowServer server, String experiment) throws IOException {
        Map<String, JsonNode> runs = new TreeMap<>();
        String page = "";
        do {
            ObjectNode query = tree().put("max_results", PAGE);
            query.putArray("experiment_ids").add(experiment);
            if (!page.isEmpty()) {
                query.put("page_token", page);
            }
            JsonNode answer = server.post("runs/search", query);
            for (JsonNode run : answer.path("runs")) {
                for (JsonNode tag : run.at("/data/tags")) {
                    if (tag.path("key").asText().equals(ID)) {
                        runs.put(tag.path("value").asText(), run.path("info"));
                    }
                }
            }
            page = answer.path("next_page_token").asText();
        } while (!page.isEmpty());
        return runs;
    }

    /** A run that was finished before. */
    Optional<JsonNode> finished(String id) {
        return Optional.ofNullable(found.get(id))
                .filter(run -> !run.path("status").asText().equals("RUNNING"));
    }

    /** The run of the whole sweep, new or as it was left. */
    JsonNode sweep(String name) throws IOException {
        JsonNode known = found.get(SWEEP);
        return known != null ? known : create(name, System.currentTimeMillis(), SWEEP, tags(SWEEP));
    }

    /** A new run below another, in place of one that was not finished. */
    JsonNode replace(String id, String name, long begin, JsonNode parent) throws IOException {
        JsonNode before = found.get(id);
        if (before != null) {
            server.post(
                    "runs/delete", tree().put("run_id", before.path("run_id").asText()));
        }
        ArrayNode tags = tags(id);
        pair(tags, PARENT, parent.path("run_id").asText());
        return create(name, begin, id, tags);
    }

    private static ArrayNode tags(String id) {
        ArrayNode tags = JsonNodeFactory.instance.arrayNode();
        pair(tags, ID, id);
        return tags;
    }

    private JsonNode create(String name, long begin, String id, ArrayNode tags) throws IOException {
        ObjectNode run = tree().put("experiment_id", experiment)
                .put("run_name", name.isEmpty() ? id : name)
                .put("start_time", begin);
        run.set("tags", tags);
        return server.post("runs/create", run).at("/run/info");
    }

    void log(JsonNode run, ObjectNode batch) throws IOException {
        server.post("runs/log-batch", batch.put("run_id", run.path("run_id").asText()));
    }

    void finish(JsonNode run, String status, long end) throws IOException {
        server.post(
                "runs/update",
                tree().put("run_id", run.path("run_id").asText())
                        .put("status", status)
                        .put("end_time", end));
    }

    Optional<MlflowArtifacts> artifacts(JsonNode run) {
        return MlflowArtifacts.at(server, run.path("artifact_uri").asText());
    }

    static void pair(ArrayNode list, String key, String value) {
        list.addObject().put("key", key).put("value", value);
    }

    static ObjectNode tree() {
        return JsonNodeFactory.instance.objectNode();
    }
}
