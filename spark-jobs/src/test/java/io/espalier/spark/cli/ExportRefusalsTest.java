package io.espalier.spark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.result.TrialRow;
import io.espalier.spark.LocalSpark;
import io.espalier.spark.table.SweepTables;
import io.espalier.storage.LocalStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be exported is refused in a line, and leaves nothing. */
class ExportRefusalsTest {
    private static final String SWEEP = """
            name: refused
            data: { source: digits, limit: 30 }
            network: { family: mlp, hidden: [8] }
            seeds: [1]
            recipe:
              - train: { epochs: 2, optimizer: { momentum: { rate: $rate } } }
            grid: { rate: [0.1, 1.0e30] }
            controls: []
            objectives: { validation_error: min, bytes: min }
            """;

    @TempDir
    private static Path sweep;

    @TempDir
    private Path to;

    private final Terminal terminal = new Terminal();

    @BeforeAll
    static void run() throws IOException {
        LocalSpark.session();
        run("diverging", SWEEP);
        run(
                "too-large",
                SWEEP.replace("rate: [0.1, 1.0e30]", "rate: [0.1]").replace("hidden: [8]", "hidden: [400, 400]")
                        + "limits: { memory: 1m }\n");
    }

    private static void run(String out, String yaml) throws IOException {
        Path config = Files.writeString(sweep.resolve(out + ".yaml"), yaml);
        new Terminal().run("run", config, "--out", sweep.resolve(out));
    }

    private static String trial(String out, TrialRow.State state) throws IOException {
        List<TrialRow> rows =
                SweepTables.in(LocalStorage.at(sweep.resolve(out))).trials().rows();
        return rows.stream()
                .filter(row -> row.outcome().state() == state)
                .map(row -> row.identity().trialId())
                .findFirst()
                .orElseThrow();
    }

    private void refuses(String reason, Object... arguments) throws IOException {
        assertThat(terminal.run(arguments)).as(terminal::printed).isNotZero();
        assertThat(terminal.complaint()).contains(reason).doesNotContain("\tat ");
        try (var files = Files.list(to)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void trialsThatDidNotComplete() throws IOException {
        String diverged = trial("diverging", TrialRow.State.DIVERGED);
        refuses(
                "Cannot export trial " + diverged + ": it did not complete: DIVERGED, ",
                "export",
                sweep.resolve("diverging"),
                diverged,
                "--format",
                "onnx",
                "--to",
                to);
        String skipped = trial("too-large", TrialRow.State.OUT_OF_MEMORY);
        refuses(
                "Cannot export trial " + skipped + ": it did not complete: OUT_OF_MEMORY, ",
                "export",
                sweep.resolve("too-large"),
                skipped,
                "--format",
                "onnx,c",
                "--to",
                to);
        refuses(
                "Cannot choose a trial: none completed",
                "best",
                sweep.resolve("too-large"),
                "--export",
                "onnx",
                "--to",
                to);
    }

    @Test
    void foldersThatCannotBeWritten() throws IOException {
        String trial = trial("diverging", TrialRow.State.COMPLETED);
        for (String folder : List.of("/proc/none", "/dev/null/in")) {
            refuses(
                    "Cannot ",
                    "export",
                    sweep.resolve("diverging"),
                    trial,
                    "--format",
                    "onnx,safetensors",
                    "--to",
                    folder);
            assertThat(terminal.complaint()).contains(folder.substring(0, 5));
        }
    }
}
