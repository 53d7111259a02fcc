package io.espalier.spark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.result.TrialRecords;
import io.espalier.spark.ledger.Ledger;
import io.espalier.spark.ledger.SweepDescription;
import io.espalier.storage.LocalStorage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SqlAndVerifyTest {
    @TempDir
    private Path folder;

    private final StringWriter terminal = new StringWriter();
    private final StringWriter errors = new StringWriter();
    private String out = "";

    @BeforeEach
    void writeASweep() throws IOException {
        out = folder.resolve("out").toString();
        Ledger ledger = Ledger.open(LocalStorage.at(Path.of(out)), SweepDescription.of("s", "0.1.0", "", Map.of()));
        ledger.plan(List.of(TrialRecords.planned("a"), TrialRecords.planned("b")));
        ledger.append(List.of(TrialRecords.completed("a"), TrialRecords.failed("b")));
    }

    private int run(Object command, String... arguments) {
        return Espalier.withTypes(new CommandLine(command))
                .setOut(new PrintWriter(terminal))
                .setErr(new PrintWriter(errors, true))
                .setExecutionExceptionHandler((cause, line, parsed) -> {
                    line.getErr().println(cause.getMessage());
                    return CommandLine.ExitCode.SOFTWARE;
                })
                .execute(arguments);
    }

    @Test
    void printsAlignedText() {
        String sql = "SELECT trial_id, state, 1/3 AS third, bytes, error_message FROM trials ORDER BY ALL";
        assertThat(run(new SqlCommand(), out, sql)).isZero();
        assertThat(terminal).hasToString("""
                        trial_id  state         third  bytes  error_message
                        a         COMPLETED  0.333333   1500
                        b         DIVERGED   0.333333         Loss is "NaN" in epoch 3, step ä
                        """);
    }

    @Test
    void printsJson() {
        assertThat(run(new SqlCommand(), out, "SELECT trial_id, validation_nll AS n, [1] AS l FROM trials", "--json"))
                .isZero();
        assertThat(terminal.toString().replaceAll("\\s", ""))
                .isEqualTo(
                        "[{\"trial_id\":\"a\",\"n\":0.2,\"l\":\"[1]\"},{\"trial_id\":\"b\",\"n\":null,\"l\":\"[1]\"}]");
    }

    @Test
    void printsCsv() {
        String sql = "SELECT trial_id, error_message, '' AS empty, 1/3 AS third FROM trials";
        assertThat(run(new SqlCommand(), out, sql, "--csv")).isZero();
        assertThat(terminal)
                .hasToString("trial_id,error_message,empty,third\r\n"
                        + "a,,\"\",0.3333333333333333\r\n"
                        + "b,\"Loss is \"\"NaN\"\" in epoch 3,\nstep ä\",\"\",0.3333333333333333\r\n");
    }

    @Test
    void tellsAWrongQueryInAFewLines() {
        assertThat(run(new SqlCommand(), out, "SELECT tezt_error FROM trials")).isOne();
        assertThat(errors.toString())
                .startsWith("Cannot run query: ")
                .contains("tezt_error")
                .doesNotContain("\tat ");
    }

    @Test
    void tellsThatAFolderHoldsNoSweep() {
        assertThat(run(new SqlCommand(), folder.toString(), "FROM trials")).isOne();
        assertThat(run(new VerifyCommand(), folder.toString())).isOne();
        assertThat(errors)
                .hasToString("Cannot query " + folder + ": it holds no sweep (no sweep.json)\n" + "Cannot verify "
                        + folder + ": it holds no sweep (no sweep.json)\n");
    }

    @Test
    void verifiesAWholeSweep() {
        assertThat(run(new VerifyCommand(), out)).isZero();
        assertThat(terminal.toString().lines())
                .allMatch(line -> line.startsWith("ok    "))
                .contains("ok    2 rows of trials, 2 distinct");
    }

    @Test
    void namesAFileThatIsNoParquetInALine() throws IOException {
        String part = out + "/tables/trials/part-000000.parquet";
        Files.write(Path.of(part), new byte[0]);
        assertThat(run(new VerifyCommand(), out)).isOne();
        assertThat(terminal.toString()).contains("damaged (" + part + " is not a Parquet file");
        assertThat(run(new SqlCommand(), out, "FROM trials")).isOne();
        assertThat(errors.toString()).startsWith("Cannot query " + out + ": ").hasLineCount(1);
        assertThat(run(new ParetoCommand(), out)).isOne();
        assertThat(errors.toString()).hasLineCount(2).doesNotContain("LINE");
    }

    @Test
    void saysWhatDoesNotHold() throws IOException {
        Files.delete(Path.of(out, "tables/layers/part-000000.parquet"));
        assertThat(run(new VerifyCommand(), out)).isOne();
        assertThat(terminal.toString())
                .contains("FAIL  1 batches with their layers and curves\n      Batch 0 lacks its part of layers\n");
    }
}
