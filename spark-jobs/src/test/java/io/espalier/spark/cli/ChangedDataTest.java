package io.espalier.spark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table that changes under the same path. */
class ChangedDataTest {
    private static final String SWEEP = """
            name: stale
            data: { source: parquet, path: %s, features: [a, b], label: label, scaling: per-feature }
            network: { family: mlp, hidden: [4] }
            seeds: [1]
            recipe:
              - train: { epochs: 2 }
              - prune: { sparsity: $sparsity }
            grid: { sparsity: [0.5] }
            controls: []
            objectives: { validation_error: min, bytes: min }
            """;

    @TempDir
    private Path folder;

    private final Terminal terminal = new Terminal();

    @Test
    void isRefusedOrMakesOtherTrials() throws Exception {
        table("i % 2");
        Path config = Files.writeString(folder.resolve("sweep.yaml"), SWEEP.formatted(folder.resolve("table.parquet")));
        Path out = folder.resolve("out");
        assertThat(run(config, out)).isZero();
        assertThat(run(config, out)).isZero();
        assertThat(terminal.printed()).contains("0 trials run, 1 cached");

        table("(i // 2) % 2");
        assertThat(run(config, out)).isEqualTo(1);
        assertThat(terminal.complaint())
                .contains("the data have changed since its trials ran", " was ", " and is ")
                .contains("--out DIR", "--accept-new-data");

        assertThat(run(config, out, "--accept-new-data", "--set", "grid.sparsity=[0.5, 0.4]"))
                .isZero();
        assertThat(terminal.printed()).contains("2 trials run, 0 cached", "1 trials of earlier versions of the file");
        assertThat(run(config, out)).isZero();
        assertThat(terminal.printed()).contains("0 trials run, 1 cached");
        assertThat(terminal.run("verify", out)).as(terminal.printed()).isZero();
        assertThat(terminal.printed())
                .as("which versions of the data there are rows on")
                .containsPattern("ok    rows on 2 versions of \\{.*: [0-9a-f]{64} \\([12]\\), [0-9a-f]{64} \\([12]\\)");

        table("i % 2");
        assertThat(run(config, out)).as("the first data again").isZero();
        assertThat(terminal.printed()).contains("0 trials run, 1 cached");
    }

    /** Once its time is past, a file is known by how it looks; one of the same size and time still looks different. */
    @Test
    void isRefusedAtTheSameSizeAndTime() throws Exception {
        Path table = folder.resolve("table.csv");
        csv(table, 0);
        FileTime written = Files.getLastModifiedTime(table);
        Thread.sleep(2100);
        Path config = Files.writeString(
                folder.resolve("sweep.yaml"),
                SWEEP.replace("parquet", "csv").formatted(table).replace("a, b", "a"));
        Path out = folder.resolve("out");
        assertThat(run(config, out)).as(terminal::complaint).isZero();
        assertThat(out.resolve("files.json")).content().contains(table.toString());
        assertThat(run(config, out)).isZero();
        assertThat(terminal.printed()).contains("0 trials run, 1 cached");

        csv(table, 1);
        Files.setLastModifiedTime(table, written);
        assertThat(run(config, out)).isEqualTo(1);
        assertThat(terminal.complaint()).contains("the data have changed since its trials ran", " was ", " and is ");
        csv(table, 0);
        assertThat(run(config, out)).isZero();
    }

    private static void csv(Path table, int shift) throws IOException {
        StringBuilder csv = new StringBuilder("a,label\n");
        for (int i = 10; i < 70; i++) {
            csv.append(i).append(',').append((i + shift) % 2).append('\n');
        }
        Files.writeString(table, csv);
    }

    private int run(Object config, Path out, Object... more) {
        Object[] arguments = new Object[4 + more.length];
        System.arraycopy(new Object[] {"run", config, "--out", out}, 0, arguments, 0, 4);
        System.arraycopy(more, 0, arguments, 4, more.length);
        return terminal.run(arguments);
    }

    private void table(String label) throws SQLException {
        try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckDb.createStatement()) {
            statement.execute(
                    "COPY (SELECT i / 60.0 AS a, (i * 7 %% 60) / 60.0 AS b, (%s)::INTEGER AS label FROM range(60) r(i)) TO '%s' (FORMAT parquet)"
                            .formatted(label, folder.resolve("table.parquet")));
        }
    }
}
