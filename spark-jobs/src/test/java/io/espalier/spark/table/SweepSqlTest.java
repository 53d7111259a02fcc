package io.espalier.spark.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.result.CurveRow;
import io.espalier.result.GridRow;
import io.espalier.result.TrialRecords;
import io.espalier.result.TrialRow;
import io.espalier.storage.LocalStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepSqlTest {
    @TempDir
    private Path folder;

    private Path out;

    @BeforeEach
    void write() throws IOException {
        out = folder.resolve("it's out");
        SweepTables tables = SweepTables.in(LocalStorage.at(out));
        tables.trials().publish(0, List.of(TrialRecords.completed("a").trial()), Map.of());
        tables.trials().publish(1, List.of(TrialRecords.failed("b").trial()), Map.of());
        tables.layers().publish(0, TrialRecords.completed("a").layers(), Map.of());
        tables.plan()
                .publish(
                        0,
                        IntStream.range(0, 3000)
                                .mapToObj(i -> TrialRecords.planned("t" + i))
                                .toList(),
                        Map.of());
    }

    private QueryResult query(String sql) throws Exception {
        try (SweepSql tables = SweepSql.open(LocalStorage.at(out))) {
            return tables.query(sql);
        }
    }

    @Test
    void joinsTheTables() throws Exception {
        assertThat(query("SELECT trial_id, state, sum(l.nonzeros)::BIGINT AS n FROM trials LEFT JOIN layers l USING"
                        + " (trial_id) GROUP BY ALL ORDER BY ALL;\n"))
                .isEqualTo(new QueryResult(
                        List.of("trial_id", "state", "n"),
                        List.of(List.of("a", "COMPLETED", 615L), Arrays.asList("b", "DIVERGED", null))));
    }

    @Test
    void keepsTheOrderThatTheQueryAsksFor() throws Exception {
        List<String> ids = IntStream.range(0, 3000)
                .mapToObj(i -> "t" + i)
                .sorted(Comparator.reverseOrder())
                .toList();
        assertThat(query("SELECT trial_id FROM plan ORDER BY trial_id DESC -- the last first")
                        .rows())
                .extracting(row -> row.get(0))
                .isEqualTo(ids);
    }

    @Test
    void putsControlsBesideTheirCandidates() throws Exception {
        assertThat(query("FROM comparisons").rows()).isEmpty();
        SweepTables tables = SweepTables.in(LocalStorage.at(out));
        tables.trials().publish(2, List.of(TrialRecords.completed("c").trial()), Map.of());
        TrialRow.Controls controls = new TrialRow.Controls(null, null, "c", "missing");
        tables.grid().publish(0, List.of(new GridRow("b", 0, "{}", null, null, controls)), Map.of());
        tables.grid().publish(1, List.of(new GridRow("a", 1, "{}", null, null, controls)), Map.of());
        long bytes = TrialRecords.completed("c").trial().size().bytes();
        assertThat(query("SELECT trial_id, control, control_trial, bytes, control_bytes FROM comparisons")
                        .rows())
                .containsExactly(List.of("a", "small-dense", "c", bytes, bytes));
    }

    @Test
    void showsATableWithoutFilesAsEmpty() throws Exception {
        assertThat(query("SELECT count(*), max(validation_nll) FROM curves").rows())
                .containsExactly(Arrays.asList(0L, null));
        assertThat(query("DESCRIBE curves").rows())
                .hasSameSizeAs(TableSchema.of(CurveRow.class).columns());
    }

    @Test
    void readsNothingElseAndWritesNothing() throws IOException {
        Path other = Files.writeString(folder.resolve("other.csv"), "a\n1\n");
        Path mine = out.resolve("tables/trials/part-000000.parquet");
        byte[] before = Files.readAllBytes(mine);
        String copy = "COPY plan TO '" + mine.toString().replace("'", "''") + "'";
        for (String sql : List.of(
                "FROM '" + other + "'",
                "FROM read_text('" + other + "')",
                copy,
                "SELECT 1); " + copy + " --",
                "SELECT 1); " + copy + "; FROM (SELECT 1",
                "SELECT 1; " + copy,
                copy + "; SELECT 1",
                "SELECT 1; SELECT 2",
                "COPY (SELECT 1) TO '" + other + "'",
                "WITH t AS (" + copy + ") SELECT 1",
                "EXPLAIN ANALYZE " + copy,
                "FROM query('" + copy.replace("'", "''") + "')",
                "ATTACH '" + folder.resolve("new.db") + "'",
                "SELECT 1); ATTACH '" + out.toString().replace("'", "''") + "/tables/new.db' AS n; FROM (SELECT 1",
                "EXPORT DATABASE '" + folder.resolve("export") + "'",
                "DROP VIEW trials",
                "CREATE TABLE t AS SELECT 1",
                "CREATE OR REPLACE VIEW trials AS SELECT 1",
                "CREATE TEMP TABLE t AS SELECT 1",
                "INSERT INTO trials SELECT * FROM trials",
                "PRAGMA database_size",
                "CALL pragma_version()",
                "INSTALL httpfs",
                "LOAD httpfs",
                "CHECKPOINT",
                "COMMIT",
                "PREPARE q AS " + copy,
                "",
                "-- nothing",
                "SET enable_external_access = true")) {
            assertThatThrownBy(() -> query(sql)).as(sql).isInstanceOf(SQLException.class);
        }
        assertThat(other).hasContent("a\n1");
        assertThat(mine).hasBinaryContent(before);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactlyInAnyOrder(out, other);
        }
    }

    @Test
    void runsWhatIsASelectByAnotherName() throws Exception {
        for (String sql : List.of(
                "FROM trials",
                "TABLE trials;",
                "SUMMARIZE trials",
                "SHOW TABLES",
                "VALUES (1)",
                "(SELECT 1)",
                "WITH t AS (SELECT 1) FROM t",
                "SELECT 1;\n-- at last\n",
                "FROM trials PIVOT (count(*) FOR state IN ('COMPLETED'))",
                "SELECT ');DROP VIEW trials' AS text")) {
            assertThat(query(sql).rows()).as(sql).isNotEmpty();
        }
    }

    @Test
    void asksAgainAfterAWrongQuery() throws Exception {
        try (SweepSql tables = SweepSql.open(LocalStorage.at(out))) {
            assertThatThrownBy(() -> tables.query("SELECT tezt FROM trials")).hasMessageContaining("tezt");
            assertThatThrownBy(() -> tables.query("SELEC 1")).hasMessageContaining("SELEC");
            assertThatThrownBy(() -> tables.query("DROP VIEW trials"))
                    .hasMessage("it is not a single SELECT (must be one read-only statement)");
            assertThat(tables.query("SELECT count(*) FROM trials").rows()).containsExactly(List.of(2L));
        }
    }
}
