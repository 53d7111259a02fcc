package io.espalier.spark.tracking;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.espalier.spark.table.SweepSql;
import io.espalier.storage.Storage;
import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A sweep's trials as runs of an MLflow experiment, below one run for the sweep: parameters, metrics, curves as steps, tags, and
 * as artifacts the recipe and the files that were exported of a trial, the page and the file of the sweep. A run counts as
 * written when it is finished; a second export adds those that are not there, and replaces one that was not finished.
 *
 * @param experiment its name
 */
public record MlflowExport(MlflowServer server, String experiment) {
    private static final List<String> OF_SWEEP = List.of("sweep.json", "report.html");

    /**
     * What was done.
     *
     * @param written runs of trials that are new, {@code present} those that were there
     * @param artifacts files that were written or replaced; none where the server does not take them
     */
    public record Outcome(String experiment, int written, int present, int artifacts) {}

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
        List<TrackedTrial> trials = trials(out);
        MlflowRuns runs = MlflowRuns.of(server, experiment);
        JsonNode sweep = runs.sweep(experiment);
        int written = 0;
        int artifacts = 0;
        for (TrackedTrial trial : trials) {
            Optional<JsonNode> present = runs.finished(trial.id());
            JsonNode run = present.isPresent() ? present.get() : begin(runs, trial, sweep);
            artifacts += exports(runs.artifacts(run), trial);
            if (present.isEmpty()) {
                artifacts += finish(runs, trial, run);
                written++;
            }
        }
        artifacts += finish(runs, out, sweep);
        return new Outcome(experiment, written, trials.size() - written, artifacts);
    }

    private static List<TrackedTrial> trials(Storage out) throws IOException {
        try (SweepSql sql = SweepSql.open(out)) {
            return TrackedTrial.all(sql);
        } catch (SQLException e) {
            throw new IOException("Cannot read the tables of " + out + ": " + e.getMessage(), e);
        }
    }

    private static JsonNode begin(MlflowRuns runs, TrackedTrial trial, JsonNode sweep) throws IOException {
        long end = trial.finished().toEpochMilli();
        long begin = end - Math.round(1000 * trial.numbers().getOrDefault("train_seconds", 0.0));
        return runs.replace(trial.id(), MlflowBatches.name(trial), begin, sweep);
    }

    /** Files that were exported of a trial, those of earlier exports too: there may be more by now. */
    private static int exports(Optional<MlflowArtifacts> artifacts, TrackedTrial trial) throws IOException {
        int written = 0;
        for (String file : artifacts.isPresent() ? trial.exports() : List.<String>of()) {
            written += artifacts.get().putFile("exports", file) ? 1 : 0;
        }
        return written;
    }

    private static int finish(MlflowRuns runs, TrackedTrial trial, JsonNode run) throws IOException {
        long end = trial.finished().toEpochMilli();
        for (var batch : MlflowBatches.of(trial, end)) {
            runs.log(run, batch);
        }
        Optional<MlflowArtifacts> artifacts = runs.artifacts(run);
        if (artifacts.isPresent()) {
            artifacts
                    .get()
                    .put(
                            "recipe.json",
                            trial.texts().getOrDefault("recipe", "{}").getBytes(UTF_8));
        }
        runs.finish(run, trial.isCompleted() ? "FINISHED" : "FAILED", end);
        return artifacts.isPresent() ? 1 : 0;
    }

    private static int finish(MlflowRuns runs, Storage out, JsonNode sweep) throws IOException {
        Optional<MlflowArtifacts> artifacts = runs.artifacts(sweep);
        int written = 0;
        for (String name : artifacts.isPresent() ? OF_SWEEP : List.<String>of()) {
            Optional<byte[]> content = out.read(name);
            if (content.isPresent()) {
                artifacts.get().put(name, content.get());
                written++;
            }
        }
        runs.finish(sweep, "FINISHED", System.currentTimeMillis());
        return written;
    }
}
