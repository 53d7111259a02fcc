package io.espalier.spark.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.result.TrialRow;
import io.espalier.spark.table.ParquetTable;
import io.espalier.spark.table.SweepTables;
import io.espalier.storage.ContentStore;
import io.espalier.storage.LocalStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code verify}, {@code verify --repair} and {@code run} where a row or a measurement is not what it was. */
class RepairCommandTest {
    /** Two epochs are eight iterations: of each sparsity two trials share a measurement. */
    private static final String SWEEP = """
            name: tiny
            data: { source: digits, limit: 20 }
            network: { family: mlp, hidden: [8] }
            seeds: [1]
            recipe:
              - train: $training
              - prune: { criterion: magnitude, sparsity: $sparsity }
            grid:
              training: [{ epochs: 2 }, { iterations: 8 }]
              sparsity: [0.5, 0.9]
            controls: []
            objectives: { validation_error: min, bytes: min }
            """;

    private static final String RUN_AGAIN = "run the sweep again: it computes only what is missing\n";

    @TempDir
    private Path folder;

    private final Terminal terminal = new Terminal();
    private Path config;
    private Path out;
    private List<String> before;
    private String key;
    private Path measurement;

    @BeforeEach
    void runASweep() throws IOException {
        config = Files.writeString(folder.resolve("tiny.yaml"), SWEEP);
        out = folder.resolve("out");
        assertThat(terminal.run("run", config, "--out", out)).isZero();
        before = rows();
        key = trials().rows().get(0).identity().stepKey();
        measurement =
                out.resolve("store/measurements").resolve(key.substring(0, 2)).resolve(key);
    }

    private ParquetTable<TrialRow> trials() {
        return SweepTables.in(LocalStorage.at(out)).trials();
    }

    /** All rows of all tables, times aside. */
    private List<String> rows() {
        return Stream.of("trials", "layers", "curves", "plan")
                .map(table -> {
                    String columns = "COLUMNS(c -> c NOT IN ('train_seconds', 'measure_seconds', 'finished_at'))";
                    String sql = "SELECT " + columns + " FROM " + table + " ORDER BY ALL";
                    assertThat(terminal.run("sql", out, sql, "--csv")).isZero();
                    return terminal.printed();
                })
                .toList();
    }

    private List<String> parts() {
        return Stream.of("trials", "layers", "curves")
                .map(table -> out.resolve("tables/" + table + "/part-000000.parquet"))
                .map(Path::toString)
                .toList();
    }

    @Test
    void showsTheFirstOfManyProblems() throws IOException {
        for (int i = 10; i < 40; i++) {
            Files.createFile(out.resolve("tables/trials/stray" + i + ".parquet"));
        }
        assertThat(terminal.run("verify", out)).isOne();
        assertThat(terminal.printed())
                .contains("stray29.parquet does not belong", "      and 10 more (--json prints all)\n")
                .doesNotContain("stray30.parquet");

        assertThat(terminal.run("verify", out, "--repair")).isZero();
        assertThat(terminal.printed())
                .contains("set aside and 10 more (--json prints all)\n")
                .doesNotContain("stray30.parquet");
    }

    /** The rows of the measurement get the quality of one of the others. */
    private void changeRows() throws IOException {
        List<TrialRow> rows = trials().rows();
        TrialRow other =
                rows.stream().filter(row -> !isOfTheKey(row)).findFirst().orElseThrow();
        List<TrialRow> changed = rows.stream()
                .map(row -> isOfTheKey(row) ? withQuality(row, other.quality()) : row)
                .toList();
        trials().replace(0, changed, trials().part(0).orElseThrow().footer());
    }

    private boolean isOfTheKey(TrialRow row) {
        return row.identity().stepKey().equals(key);
    }

    private static TrialRow withQuality(TrialRow row, TrialRow.Quality quality) {
        return new TrialRow(
                row.identity(),
                row.choices(),
                row.controls(),
                row.outcome(),
                row.size(),
                quality,
                row.effort(),
                row.provenance(),
                row.setup());
    }

    /** Another error on the test part, and the right hash of that. */
    private void changeMeasurement() throws IOException {
        ContentStore store = ContentStore.open(LocalStorage.at(out.resolve("store")));
        String measured = new String(store.find("measurements", key).orElseThrow(), UTF_8);
        String changed = measured.replaceFirst("\"test_error\":[^,]+", "\"test_error\":0.125");
        store.remove("measurements", key);
        store.publish("measurements", key, changed.getBytes(UTF_8));
    }

    private void flipABitOfTheMeasurement() throws IOException {
        byte[] bytes = Files.readAllBytes(measurement);
        bytes[bytes.length / 2] ^= 1;
        Files.write(measurement, bytes);
    }

    private void assertFails(String check, String... problems) {
        assertThat(terminal.run("verify", out)).isOne();
        assertThat(failures()).hasSize(1 + problems.length).startsWith("FAIL  " + check);
        for (String problem : problems) {
            assertThat(failures()).anyMatch(line -> line.startsWith("      " + problem));
        }
        assertThat(terminal.printed())
                .endsWith("verify --repair removes damaged files; run computes what is missing\n");
    }

    private List<String> failures() {
        return terminal.printed()
                .lines()
                .filter(line -> line.startsWith("FAIL  ") || line.startsWith("      "))
                .toList();
    }

    private void assertSetsAside(Stream<String> damaged) {
        String named = String.join(
                "", damaged.map(thing -> "set aside " + thing + "\n").toList());
        assertThat(terminal.printed()).startsWith(named + RUN_AGAIN + "\n");
    }

    private void assertRuns(int run, int known) {
        assertThat(terminal.run("run", config, "--out", out)).isZero();
        assertThat(terminal.printed()).startsWith("%d trials run, %d cached, 0 failed\n".formatted(run, known));
        assertThat(terminal.run("verify", out)).isZero();
        assertThat(terminal.printed()).contains("ok    4 rows match the stored measurements\n");
        assertThat(rows()).isEqualTo(before);
        assertThat(terminal.run("verify", out, "--repair")).isZero();
        assertThat(terminal.printed()).startsWith("nothing is damaged\n\n");
    }

    private void assertMeasuresAgainWhatDiffers(String difference) {
        String[] problems = before.get(0)
                .lines()
                .filter(row -> row.contains(key))
                .map(row -> "Trial " + row.substring(0, row.indexOf(',')) + " differs from the stored measurement "
                        + key + ": quality." + difference)
                .toArray(String[]::new);
        assertThat(problems).hasSize(2);
        assertFails("2 rows match the stored measurements", problems);
        assertThat(terminal.run("verify", out, "--repair")).isOne();
        assertSetsAside(Stream.concat(Stream.of(measurement.toString()), parts().stream()));
        assertThat(failures()).hasSize(2).startsWith("FAIL  every planned trial has its row");
        assertThat(terminal.printed()).endsWith(RUN_AGAIN);
        assertRuns(2, 2);
    }

    @Test
    void makesRowsAgainThatAreNotWhatWasMeasured() throws IOException {
        changeRows();
        assertMeasuresAgainWhatDiffers("");
    }

    @Test
    void measuresAgainWhatIsNotWhatItsRowsSay() throws IOException {
        changeMeasurement();
        assertMeasuresAgainWhatDiffers("test_error is ");
    }

    @Test
    void measuresAgainWhatIsDamagedAndLeavesTheRows() throws IOException {
        flipABitOfTheMeasurement();
        assertFails("5 blobs in the store, 1 damaged", "Cannot read " + measurement + ": damaged (SHA-256 differs)");
        assertThat(terminal.run("verify", out, "--repair")).isZero();
        assertSetsAside(Stream.of(measurement.toString()));
        assertThat(terminal.printed()).contains("ok    2 rows match the stored measurements, 2 not in the store\n");
        assertRuns(0, 4);
    }

    @Test
    void makesARowAgainThatIsGoneFromItsBatch() throws IOException {
        List<TrialRow> rows = trials().rows();
        trials().replace(0, rows.subList(1, 4), trials().part(0).orElseThrow().footer());
        assertMakesTheBatchAgain("Trial " + rows.get(0).identity().trialId()
                + " has layers or curves in batch 0, which does not commit it");
    }

    @Test
    void makesATableAgainThatAnotherProgramWrote() throws Exception {
        String part = parts().get(0);
        String copy = folder.resolve("copy.parquet").toString();
        try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckDb.createStatement()) {
            statement.execute("COPY (FROM '" + part + "') TO '" + copy + "' (FORMAT parquet)");
        }
        Files.move(Path.of(copy), Path.of(part), StandardCopyOption.REPLACE_EXISTING);
        assertMakesTheBatchAgain("Cannot read " + part + ": damaged (it has no schema version)");
    }

    private void assertMakesTheBatchAgain(String problem) throws IOException {
        assertThat(terminal.run("verify", out)).isOne();
        assertThat(failures()).contains("      " + problem);
        assertThat(terminal.run("verify", out, "--repair")).isOne();
        assertSetsAside(parts().stream());
        assertThat(terminal.printed()).endsWith(RUN_AGAIN);
        assertRuns(0, 4);
    }

    /** Data, networks and addresses are found by the hash of their content. */
    @Test
    void namesWhatIsInTheStoreUnderAnotherName() throws IOException {
        Path data = only(out.resolve("store/_data"));
        Path sweep = only(out.resolve("store/_sweeps"));
        Path moved = Files.copy(data, data.resolveSibling("0".repeat(64) + ".safetensors"));
        Path renamed = Files.move(sweep, sweep.resolveSibling("elsewhere"));
        assertThat(terminal.run("verify", out)).isOne();
        assertThat(terminal.printed())
                .contains("FAIL  3 files of data, networks and output folders in the store")
                .contains(moved + " is not what its name says")
                .contains(renamed + " is not what its name says");

        assertThat(terminal.run("verify", out, "--repair")).isZero();
        assertThat(terminal.printed()).contains("set aside " + moved, "set aside " + renamed);
        assertThat(data).exists();
        assertThat(terminal.run("run", config, "--out", out)).isZero();
        assertThat(terminal.run("verify", out)).isZero();
        assertThat(sweep).exists();
    }

    private static Path only(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.reduce((one, other) -> other).orElseThrow();
        }
    }
}
