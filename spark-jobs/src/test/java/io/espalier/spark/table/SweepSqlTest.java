package io.espalier.spark.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.result.TrialRecords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
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
        SweepTables tables = SweepTables.in(out);
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
        try (SweepSql tables = SweepSql.open(out)) {
            return tables.query(sql);
        }
    }

    @Test
    void joinsTheTables() throws Exception {
        assertThat(query(
                        "SELECT trial_id, state, sum(l.nonzeros)::BIGINT AS n FROM trials LEFT JOIN layers l USING (trial_id)"
                                + " GROUP BY ALL ORDER BY ALL;\n"))
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
    void showsATableWithoutFilesAsEmpty() throws Exception {
        assertThat(query("SELECT count(*), max(validation_nll) FROM curves").rows())
                .containsExactly(Arrays.asList(0L, null));
        assertThat(query("DESCRIBE curves").rows()).hasSize(8);
    }

    @Test
    void readsNothingElseAndWritesNothing() throws IOException {
        Path other = Files.writeString(folder.resolve("other.csv"), "a\n1\n");
        Path mine = out.resolve("tables/trials/part-000000.parquet");
        byte[] before = Files.readAllBytes(mine);
        for (String sql : List.of(
                "FROM '" + other + "'",
                "COPY plan TO '" + mine.toString().replace("'", "''") + "'",
                "SELECT 1); COPY plan TO '" + other + "' --",
                "DROP VIEW trials",
                "SET enable_external_access = true")) {
            assertThatThrownBy(() -> query(sql)).as(sql).isInstanceOf(SQLException.class);
        }
        assertThat(other).hasContent("a\n1");
        assertThat(mine).hasBinaryContent(before);
    }
}
