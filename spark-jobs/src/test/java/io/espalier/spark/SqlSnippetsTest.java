package io.espalier.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.spark.cli.Terminal;
import io.espalier.spark.table.DuckDb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The SQL that pages show, run on a small sweep in the quickstart's place. */
class SqlSnippetsTest {
    @TempDir
    private static Path folder;

    @BeforeAll
    static void run() throws Exception {
        Path config = Files.writeString(folder.resolve("quickstart.yaml"), """
                name: quickstart
                data: { source: digits, limit: 40 }
                network: { family: mlp, hidden: [8] }
                seeds: [1, 2]
                recipe:
                  - train: { epochs: 2 }
                  - repeat: { rounds: 2, steps: [{ prune: { criterion: $criterion, fraction: 0.5 } }, { train: { epochs: 1 } }] }
                grid: { criterion: [magnitude, taylor] }
                controls: []
                objectives: { validation_error: min, bytes: min }
                """);
        Terminal terminal = new Terminal();
        assertThat(terminal.run("run", config, "--out", folder.resolve("quickstart")))
                .as(terminal::complaint)
                .isZero();
    }

    /** Of the blocks that begin with a comment that names a program. */
    private static List<String> statements(String program) throws IOException {
        List<String> statements = Repository.blocks("sql")
                .filter(block -> block.startsWith("-- " + program))
                .flatMap(block -> Stream.of(block.replaceFirst("--.*\n", "").split(";\\s*")))
                .map(statement -> statement.replace(
                        "out/quickstart", folder.resolve("quickstart").toString()))
                .filter(statement -> !statement.isBlank())
                .toList();
        assertThat(statements).isNotEmpty();
        return statements;
    }

    @Test
    void namesAProgramInEachBlock() throws IOException {
        assertThat(Repository.blocks("sql")).allMatch(block -> block.matches("(?s)-- (Spark SQL|DuckDB)\n.*"));
    }

    @Test
    void runsInSpark() throws IOException {
        SparkSession spark = LocalSpark.session().newSession();
        long rows = 0;
        for (String statement : statements("Spark SQL")) {
            rows = Math.max(rows, spark.sql(statement).count());
        }
        assertThat(rows).as("two criteria, two rounds").isEqualTo(4);
        spark.sql("DROP VIEW quickstart_means");
        spark.sql("DROP TABLE quickstart_trials");
        spark.sql("DROP TABLE quickstart_curves");
    }

    @Test
    void runsInDuckDb() throws Exception {
        try (Connection connection = DuckDb.open();
                Statement sql = connection.createStatement()) {
            for (String statement : statements("DuckDB")) {
                sql.execute(statement);
            }
            try (ResultSet means = sql.executeQuery("SELECT count(*), sum(seeds) FROM means")) {
                assertThat(means.next()).isTrue();
                assertThat(means.getInt(1)).isEqualTo(4);
                assertThat(means.getInt(2)).isEqualTo(8);
            }
        }
    }
}
