package io.espalier.spark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RankCommandTest {
    @TempDir
    private Path folder;

    private final Terminal terminal = new Terminal();

    @BeforeEach
    void table() throws Exception {
        try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckDb.createStatement()) {
            statement.execute("COPY (FROM (VALUES ('a', 0.1, 300), ('b', 0.2, 200), ('c', 0.2, 400), ('d', NULL, 1),"
                    + " ('e', 0.3, 500)) AS t(name, error, bytes)) TO '" + file() + "' (FORMAT parquet)");
        }
    }

    private Path file() {
        return folder.resolve("rows [1].parquet");
    }

    private int run(String... arguments) {
        return terminal.run((Object[]) arguments);
    }

    @Test
    void printsTheFrontOfTheRowsAsTheyAre() {
        assertThat(run("rank", file().toString(), "--objectives", "error:min,bytes:min"))
                .isZero();
        assertThat(terminal.printed())
                .startsWith("Pareto front of error:min, bytes:min: 2 of 5 rows, 1 excluded for a missing value")
                .contains("row     error    bytes", "  0  0.100000  300.000", "  1  0.200000  200.000");
    }

    @Test
    void namesTrialsWhereTheTableIsOfTrials() throws Exception {
        Path trials = folder.resolve("trials.parquet");
        try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckDb.createStatement()) {
            statement.execute("COPY (FROM (VALUES ('3f', '{\"criterion\":\"obd\",\"rate\":0.1}', 0.2, 1.5),"
                    + " ('a0', '{}', 0.1, 2.5), ('b1', '{\"optimizer\":{\"sgd\":{}}}', 0.3, 3.5))"
                    + " AS t(trial_id, axes, error, bytes)) TO '" + trials + "' (FORMAT parquet)");
        }
        assertThat(run("rank", trials.toString(), "--objectives", "error:min,bytes:min"))
                .isZero();
        assertThat(terminal.printed())
                .contains("row  trial_id  axes", "  1  a0 ", "  0  3f        criterion=obd, rate=0.1  0.200000");
        assertThat(run("rank", trials.toString(), "--objectives", "error:min,bytes:min", "--json"))
                .isZero();
        assertThat(new ObjectMapper().readTree(terminal.printed()).at("/front/1"))
                .hasToString(
                        "{\"row\":0,\"trial_id\":\"3f\",\"axes\":{\"criterion\":\"obd\",\"rate\":0.1},\"values\":[0.2,1.5]}");
    }

    @Test
    void printsJsonAndTurnsToTheEndThatIsAskedFor() throws Exception {
        assertThat(run("rank", folder.toString(), "--json", "--objectives", "bytes:max,error:max"))
                .isZero();
        JsonNode front = new ObjectMapper().readTree(terminal.printed());
        assertThat(front.at("/objectives")).hasToString("[\"bytes:max\",\"error:max\"]");
        assertThat(front.at("/front")).hasToString("[{\"row\":4,\"values\":[500.0,0.3]}]");
        assertThat(front.at("/left_out").asInt()).isEqualTo(1);
    }

    @Test
    void copiesTheTableWithRanks() throws Exception {
        Path ranked = folder.resolve("ranked.parquet");
        assertThat(run("rank", file().toString(), "--objectives", "error:min,bytes:min", "--ranks", ranked.toString()))
                .isZero();
        List<String> rows = new ArrayList<>();
        try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckDb.createStatement();
                ResultSet result = statement.executeQuery("SELECT name, pareto_rank FROM '" + ranked + "'")) {
            while (result.next()) {
                rows.add(result.getString(1) + result.getString(2));
            }
        }
        assertThat(rows).containsExactly("a1", "b1", "c2", "dnull", "e3");
    }

    @Test
    void warnsWhereTrialsAreOnSeveralData() throws Exception {
        Path trials = folder.resolve("trials.parquet");
        String one = "1".repeat(64);
        try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckDb.createStatement()) {
            statement.execute("COPY (FROM (VALUES ('a', '" + one + "', 0.2, 1.5), ('b', '" + one + "', 0.1, 2.5),"
                    + " ('c', 'two', 0.3, 3.5), ('d', NULL, 0.4, 3.5)) AS t(trial_id, data_hash, error, bytes)) TO '"
                    + trials + "' (FORMAT parquet)");
        }
        String[] rank = {"rank", trials.toString(), "--objectives", "error:min,bytes:min", "--json"};
        assertThat(run(rank)).isZero();
        assertThat(new ObjectMapper().readTree(terminal.printed()).at("/rows").asInt())
                .isEqualTo(4);
        assertThat(terminal.complaint())
                .startsWith("Warning: these are trials on 2 data,")
                .contains("data_hash: 111111111111 (2 rows), two (1 rows)");
        assertThat(run("rank", file().toString(), "--objectives", "error:min")).isZero();
        assertThat(terminal.complaint()).isEmpty();
    }

    @Test
    void saysWhatIsWrong() {
        assertThat(run("rank", file().toString(), "--objectives", "eror:min")).isEqualTo(2);
        assertThat(terminal.complaint())
                .startsWith("Invalid objective: eror (must be a numeric column of the table; did you mean error?"
                        + " Available: error, bytes)");
        assertThat(run("rank", folder.resolve("gone.parquet").toString(), "--objectives", "error:min"))
                .isEqualTo(1);
        assertThat(terminal.complaint()).startsWith("Cannot read ").contains("gone.parquet");
    }
}
