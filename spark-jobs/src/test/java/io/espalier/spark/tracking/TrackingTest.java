package io.espalier.spark.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.espalier.spark.cli.Terminal;
import io.espalier.spark.table.SweepSql;
import io.espalier.storage.LocalStorage;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small sweep, handed on to MLflow and TensorBoard. */
class TrackingTest {
    private static final String SWEEP = """
            name: tracked
            data: { source: digits, limit: 40 }
            network: { family: mlp, hidden: [8] }
            seeds: [1]
            recipe:
              - train: { epochs: 3 }
              - prune: { criterion: magnitude, sparsity: $sparsity }
              - train: { epochs: 2 }
            grid: { sparsity: [0.5, 0.9] }
            controls: [random-mask]
            objectives: { validation_error: min, bytes: min }
            """;

    private static final int TRIALS = 4;
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path folder;

    private static LocalStorage out;

    private final List<Duration> pauses = new ArrayList<>();
    private FakeMlflow mlflow;

    @BeforeAll
    static void run() throws Exception {
        Path config = Files.writeString(folder.resolve("tracked.yaml"), SWEEP);
        Terminal terminal = new Terminal();
        assertThat(terminal.run("run", config, "--out", folder.resolve("out")))
                .as(terminal::complaint)
                .isZero();
        out = LocalStorage.at(folder.resolve("out"));
    }

    @BeforeEach
    void start() throws IOException {
        mlflow = new FakeMlflow();
    }

    @AfterEach
    void stop() {
        mlflow.close();
    }

    private MlflowExport export() {
        return MlflowExport.to(mlflow.address(), "tracked & more", pauses::add);
    }

    private static List<JsonNode> metrics(JsonNode run, String key) {
        return StreamSupport.stream(run.at("/data/metrics").spliterator(), false)
                .filter(metric -> metric.path("key").asText().equals(key))
                .toList();
    }

    @Test
    void writesARunATrialAndASecondTimeNothing() throws Exception {
        assertThat(export().export(out)).isEqualTo(new MlflowExport.Outcome("tracked & more", TRIALS, 0, TRIALS + 2));
        String once = mlflow.runs.toString();
        assertThat(export().export(out)).isEqualTo(new MlflowExport.Outcome("tracked & more", 0, TRIALS, 2));
        assertThat(mlflow.runs).hasSize(TRIALS + 1).hasToString(once);
        assertThat(pauses).isEmpty();
    }

    @Test
    void writesWhatTheTablesHold() throws Exception {
        export().export(out);
        try (SweepSql sql = SweepSql.open(out)) {
            for (JsonNode run : mlflow.ofTrials()) {
                String trial = run.at("/data/tags/0/value").asText();
                List<?> row = sql.query(
                                "SELECT validation_error, bytes, seed FROM trials WHERE trial_id = '" + trial + "'")
                        .rows()
                        .get(0);
                assertThat(metrics(run, "validation_error").get(0).path("value").asDouble())
                        .isEqualTo(row.get(0));
                assertThat(metrics(run, "bytes").get(0).path("value").asLong()).isEqualTo(row.get(1));
                assertThat(run.at("/data/params"))
                        .anyMatch(param -> param.path("key").asText().equals("sparsity"));
                assertThat(run.at("/info/status").asText()).isEqualTo("FINISHED");
                List<JsonNode> curve = metrics(run, "curve/train_loss");
                assertThat(curve).as("three epochs and two").hasSize(5);
                assertThat(curve)
                        .extracting(point -> point.path("step").asLong())
                        .isSorted()
                        .doesNotHaveDuplicates();
            }
        }
    }

    /** One run holds all others, and what is of the whole sweep. */
    @Test
    void putsTrialsBelowTheSweepWithTheirFiles() throws Exception {
        export().export(out);
        String sweep = mlflow.runs.keySet().iterator().next();
        assertThat(mlflow.ofTrials()).allSatisfy(run -> assertThat(run.at("/data/tags/1"))
                .isEqualTo(
                        JSON.createObjectNode().put("key", "mlflow.parentRunId").put("value", sweep)));
        assertThat(mlflow.artifacts.get("0/" + sweep + "/report.html"))
                .isEqualTo(out.read("report.html").orElseThrow());
        for (JsonNode run : mlflow.ofTrials()) {
            byte[] recipe = mlflow.artifacts.get("0/" + run.at("/info/run_id").asText() + "/recipe.json");
            assertThat(JSON.readTree(recipe).at("/network").isMissingNode()).isFalse();
        }
    }

    /** A server that keeps artifacts in a bucket takes none itself. */
    @Test
    void writesRunsWhereTheServerTakesNoArtifacts() throws Exception {
        MlflowServer server = new MlflowServer(mlflow.address(), Map.of(), pauses::add);
        assertThat(MlflowArtifacts.at(server, "s3://bucket/1/run/artifacts")).isEmpty();
        assertThat(MlflowArtifacts.at(server, "mlflow-artifacts://127.0.0.1:5000/1/run/artifacts"))
                .hasValue(new MlflowArtifacts(server, "1/run/artifacts"));
    }

    @Test
    void triesAgainWhatFailsForNow() throws Exception {
        mlflow.failing.set(3);
        assertThat(export().export(out).written()).isEqualTo(TRIALS);
        assertThat(pauses).containsExactly(Duration.ofMillis(200), Duration.ofMillis(400), Duration.ofMillis(800));
    }

    @Test
    void goesOnWhereItWasStopped() throws Exception {
        int stops = 0;
        for (int calls = 1; !isWhole(calls); calls++) {
            stops++;
        }
        assertThat(stops).isGreaterThan(4);
        assertThat(mlflow.runs).hasSize(TRIALS + 1);
        assertThat(mlflow.ofTrials())
                .hasSize(TRIALS)
                .allMatch(run -> run.at("/info/status").asText().equals("FINISHED"))
                .allMatch(run -> metrics(run, "bytes").size() == 1)
                .extracting(run -> run.at("/data/tags/0/value").asText())
                .doesNotHaveDuplicates();
    }

    /** Exports to a server that goes down after so many calls; whether it got to the end. */
    private boolean isWhole(int calls) {
        mlflow.calls.set(0);
        mlflow.last.set(calls);
        try {
            export().export(out);
            return true;
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("going down");
            return false;
        }
    }

    @Test
    void saysThatThereIsNoServer() {
        URI address = mlflow.address();
        mlflow.close();
        assertThatThrownBy(() -> export().export(out))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("Cannot reach an MLflow server at " + address + ": ");
        assertThat(pauses).hasSize(4);
    }

    @Test
    void takesOnlyAnAddress() {
        Terminal terminal = new Terminal();
        assertThat(terminal.run("export-mlflow", out, "--tracking-uri", "mlruns"))
                .isEqualTo(2);
        assertThat(terminal.complaint())
                .startsWith("Invalid --tracking-uri: mlruns (must be an address such as http://127.0.0.1:5000)");
    }

    @Test
    void writesEventFilesWhoseChecksumsHold() throws Exception {
        LocalStorage to = LocalStorage.at(folder.resolve("events"));
        List<String> files = TensorBoardExport.export(out, to);
        assertThat(files).hasSize(TRIALS);
        for (String file : files) {
            byte[] bytes = to.read(file).orElseThrow();
            List<byte[]> events = events(bytes);
            assertThat(events.size())
                    .as("the version, five evaluations and the results")
                    .isGreaterThan(6);
            assertThat(new String(events.get(0), StandardCharsets.ISO_8859_1)).contains("brain.Event:2");
            assertThat(events)
                    .anyMatch(event -> new String(event, StandardCharsets.ISO_8859_1).contains("curve/train_loss"));
        }
        byte[] once = to.read(files.get(0)).orElseThrow();
        TensorBoardExport.export(out, to);
        assertThat(to.read(files.get(0)).orElseThrow()).isEqualTo(once);
    }

    /** By hand: field 1 double 2.0; field 2 varint 300; field 5 with a Summary of "a" = 1.5f. */
    @Test
    void encodesAnEventAsTheWireFormatHasIt() throws Exception {
        EventFile file = new EventFile(2);
        file.scalar("a", 300, 1.5);
        byte[] event = events(file.toBytes()).get(1);
        assertThat(event).isEqualTo(new byte[] {
            0x09,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0x40,
            0x10,
            (byte) 0xac,
            0x02,
            0x2a,
            10,
            0x0a,
            8,
            0x0a,
            1,
            'a',
            0x15,
            0,
            0,
            (byte) 0xc0,
            0x3f
        });
    }

    private static List<byte[]> events(byte[] file) {
        ByteBuffer rest = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        List<byte[]> events = new ArrayList<>();
        while (rest.hasRemaining()) {
            byte[] length = new byte[8];
            rest.get(length);
            assertThat(rest.getInt()).isEqualTo(masked(length));
            byte[] event = new byte
                    [(int) ByteBuffer.wrap(length)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .getLong()];
            rest.get(event);
            assertThat(rest.getInt()).isEqualTo(masked(event));
            events.add(event);
        }
        return events;
    }

    private static int masked(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        int value = (int) crc.getValue();
        return ((value >>> 15) | (value << 17)) + 0xa282ead8;
    }
}
