package io.espalier.spark.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.binding.InvalidValueException;
import io.espalier.result.CurveRow;
import io.espalier.result.LayerRow;
import io.espalier.result.PlanRow;
import io.espalier.result.TrialRecord;
import io.espalier.result.TrialRecords;
import io.espalier.result.TrialRow;
import io.espalier.spark.LocalSpark;
import io.espalier.storage.DamagedException;
import io.espalier.storage.LocalStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetTableTest {
    private static final TrialRecord COMPLETED = TrialRecords.completed("t1");
    private static final TrialRecord FAILED = TrialRecords.failed("t2");
    private static final List<TrialRow> TRIALS = List.of(COMPLETED.trial(), FAILED.trial());

    @TempDir
    private Path out;

    private SweepTables tables;

    @BeforeEach
    void open() {
        tables = SweepTables.in(LocalStorage.at(out));
    }

    private static <T extends Record> void assertComesBack(ParquetTable<T> table, List<T> rows) throws IOException {
        assertThat(table.publish(0, rows, Map.of())).isTrue();
        assertThat(table.rows()).isEqualTo(rows);
    }

    @Test
    void givesBackTheRowsOfAllFourTables() throws IOException {
        assertComesBack(tables.trials(), TRIALS);
        assertComesBack(tables.layers(), COMPLETED.layers());
        assertComesBack(tables.curves(), COMPLETED.curve());
        assertComesBack(tables.plan(), List.of(TrialRecords.planned("t1"), TrialRecords.planned("t2")));
    }

    @Test
    void readsPartsInOrderAndOneColumnAlone() throws IOException {
        tables.trials().publish(10, List.of(FAILED.trial()), Map.of());
        tables.trials().publish(9, List.of(COMPLETED.trial()), Map.of("batch", "b"));
        tables.trials().publish(1_000_000, List.of(), Map.of());
        assertThat(tables.trials().rows()).isEqualTo(TRIALS);
        Part<TrialRow> part = tables.trials().part(9).orElseThrow();
        assertThat(part.strings("trial_id")).containsExactly("t1");
        assertThat(part.strings("error_message")).containsExactly((String) null);
        assertThat(part.footer()).contains(Map.entry("batch", "b"), Map.entry("schemaVersion", "1"));
        assertThat(tables.trials().parts()).containsOnlyKeys(9, 10, 1_000_000);
        assertThat(tables.trials().part(8)).isEmpty();
    }

    @Test
    void letsOneOfTwoWritersHaveANumber() throws IOException {
        assertThat(tables.trials().publish(0, List.of(COMPLETED.trial()), Map.of()))
                .isTrue();
        assertThat(tables.trials().publish(0, List.of(FAILED.trial()), Map.of()))
                .isFalse();
        assertThat(tables.trials().rows()).containsExactly(COMPLETED.trial());
        assertThat(out.resolve("_staging")).isEmptyDirectory();
    }

    @Test
    void writesNothingBesideItsParts() throws IOException {
        tables.trials().publish(0, TRIALS, Map.of());
        try (var files = Files.list(out.resolve("tables/trials"))) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactly("part-000000.parquet");
        }
    }

    @Test
    void refusesANumberThatIsNone() {
        List<CurveRow> rows = List.of(new CurveRow(
                "t1",
                new CurveRow.Point(0, 0, 0, 0.1, Double.NaN, TrialRecords.scores("error", 0.5, "nll", 1), null, null)));
        assertThatThrownBy(() -> tables.curves().publish(0, rows, Map.of()))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("Invalid train_loss: NaN (must be finite)");
        assertThat(out.resolve("tables/curves")).doesNotExist();
    }

    @Test
    void reportsDamagedFiles() throws IOException {
        tables.layers().publish(0, COMPLETED.layers(), Map.of());
        Part<LayerRow> part = tables.layers().part(0).orElseThrow();
        byte[] whole = Files.readAllBytes(Path.of(part.file()));
        for (int length : new int[] {0, 3, whole.length / 2, whole.length - 1}) {
            Files.write(Path.of(part.file()), Arrays.copyOf(whole, length));
            assertThatThrownBy(part::rows)
                    .isInstanceOf(DamagedException.class)
                    .hasMessageStartingWith("Cannot read " + part.file() + ": damaged (");
        }
        byte[] flipped = whole.clone();
        flipped[60] ^= 1;
        Files.write(Path.of(part.file()), flipped);
        assertThatThrownBy(part::rows).isInstanceOf(DamagedException.class);
    }

    @Test
    void refusesFilesOfOtherTablesAndVersions() throws IOException {
        tables.layers().publish(0, COMPLETED.layers(), Map.of());
        Path layers = Path.of(tables.layers().part(0).orElseThrow().file());
        Path alien = Files.createDirectories(out.resolve("tables/plan")).resolve("part-000000.parquet");
        Files.copy(layers, alien);
        assertThatThrownBy(() -> tables.plan().rows())
                .isInstanceOf(DamagedException.class)
                .hasMessageContaining("it lacks the column sweep");
        Path spark = out.resolve("spark");
        LocalSpark.session().range(1).write().parquet(spark.toString());
        try (var files = Files.newDirectoryStream(spark, "part-*.parquet")) {
            Part<PlanRow> part = new ParquetPart<>(
                    TableSchema.of(PlanRow.class),
                    LocalStorage.at(out),
                    out.relativize(files.iterator().next()).toString());
            assertThatThrownBy(part::rows)
                    .isInstanceOf(DamagedException.class)
                    .hasMessageContaining("it has no schema version");
        }
    }

    @Test
    void givesSparkAndDuckDbTheSameRowsAsTheRecords() throws Exception {
        tables.trials().publish(0, List.of(COMPLETED.trial()), Map.of());
        tables.trials().publish(1, List.of(), Map.of());
        tables.trials().publish(2, List.of(FAILED.trial()), Map.of());
        List<List<Object>> expected = TRIALS.stream()
                .map(row -> Arrays.asList(tables.trials().schema().values(row)))
                .toList();
        assertThat(readBySpark(out.resolve("tables/trials"))).isEqualTo(expected);
        assertThat(readByDuckDb(tables.trials().glob(LocalStorage.at(out).localFiles("tables"))))
                .isEqualTo(expected);
    }

    private static List<List<Object>> readBySpark(Path folder) {
        List<List<Object>> rows = new ArrayList<>();
        for (Row row : LocalSpark.session()
                .read()
                .parquet(folder.toString())
                .orderBy("trial_id")
                .collectAsList()) {
            List<Object> values = new ArrayList<>();
            for (int i = 0; i < row.size(); i++) {
                values.add(row.get(i));
            }
            rows.add(values);
        }
        return rows;
    }

    private static List<List<Object>> readByDuckDb(String glob) throws SQLException {
        List<List<Object>> rows = new ArrayList<>();
        try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
                var statement = duckDb.createStatement();
                ResultSet result = statement.executeQuery("SELECT * FROM '" + glob + "' ORDER BY trial_id")) {
            while (result.next()) {
                List<Object> values = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    values.add(result.getObject(i));
                }
                rows.add(values);
            }
        }
        return rows;
    }
}
