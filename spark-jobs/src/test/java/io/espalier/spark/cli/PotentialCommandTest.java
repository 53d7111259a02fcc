package io.espalier.spark.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.espalier.spark.ledger.Ledger;
import io.espalier.spark.ledger.SweepDescription;
import io.espalier.storage.LocalStorage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prune potentials of a table that is worked out by hand: two criteria, two seeds, sparsities 0.5 and 0.9. */
class PotentialCommandTest {
    @TempDir
    private Path out;

    private final Terminal terminal = new Terminal();

    @BeforeEach
    void describe() throws Exception {
        Ledger.open(LocalStorage.at(out), SweepDescription.of("hand", "0.1.0", "", Map.of()));
    }

    /** Errors of the dense parent are 0.1 without noise and 0.2 with it; those of trials are in thousandths above. */
    private void write() throws Exception {
        Files.createDirectories(out.resolve("tables/trials"));
        Files.createDirectories(out.resolve("tables/metrics"));
        try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckDb.createStatement()) {
            statement.execute("""
                    CREATE TABLE hand AS FROM (VALUES
                        ('a', 1, 'snip', 0.5, 100, 500, 0, 5), ('b', 1, 'snip', 0.9, 100, 100, 4, 6),
                        ('c', 2, 'snip', 0.5, 100, 500, 5, 5), ('d', 2, 'snip', 0.9, 100, 100, 5, 5),
                        ('e', 1, 'obd', 0.5, 100, 500, 9, 9), ('f', 1, 'obd', 0.9, 100, 100, 2, 9))
                    AS t(trial_id, seed, criterion, sparsity, x, nonzeros, clean, noisy)
                    """);
            statement.execute("COPY (SELECT trial_id, seed, NULL::VARCHAR AS control, NULL::INTEGER AS round,"
                    + " '{\"criterion\":\"' || criterion || '\",\"sparsity\":' || sparsity || '}' AS axes,"
                    + " nonzeros::BIGINT AS nonzeros, 1000::BIGINT AS parameters FROM hand) TO '"
                    + out.resolve("tables/trials/part-000000.parquet") + "' (FORMAT parquet)");
            statement.execute("""
                    COPY (SELECT trial_id, 'noise-curve' AS metric, '"noise-curve"' AS settings, 'test' AS part,
                                 u.name, u.level, u.value
                          FROM hand, LATERAL (FROM (VALUES
                              ('noise_error', 0.0::DOUBLE, 0.1 + clean / 1000), ('dense_noise_error', 0.0, 0.1),
                              ('noise_error', 0.4, 0.2 + noisy / 1000), ('dense_noise_error', 0.4, 0.2))
                              AS v(name, level, value)) u)
                    TO '%s' (FORMAT parquet)
                    """.formatted(out.resolve("tables/metrics/part-000000.parquet")));
        }
    }

    private int run(String... arguments) {
        return terminal.run((Object[]) arguments);
    }

    @Test
    void showsThePotentialOfEachFamilyAtEachLevel() throws Exception {
        write();
        assertThat(run("potential", out.toString(), "--part", "test"))
                .as(terminal::complaint)
                .isZero();
        assertThat(terminal.printed()).isEqualTo("""
                Prune potential in percent of all parameters: error at most 0.5 percentage points above the dense parent, test part

                   criterion    noise 0    noise 0.4         loss
                   obd             90.0          0.0         90.0
                   snip       90.0 ±0.0  70.0 ±254.1  20.0 ±254.1

                ± half the 95% confidence interval of the mean   loss: drop from the lowest noise level to the highest, paired by seed
                """);
    }

    @Test
    void printsJson() throws Exception {
        write();
        assertThat(run("potential", out.toString(), "--part", "test", "--delta", "0.45", "--json"))
                .isZero();
        JsonNode report = new ObjectMapper().readTree(terminal.printed());
        assertThat(report.at("/delta").asDouble()).isCloseTo(0.0045, within(1e-12));
        JsonNode snip = report.at("/families/1");
        assertThat(snip.at("/axes/criterion").asText()).isEqualTo("snip");
        assertThat(snip.at("/potentials/0/sparsity/mean").asDouble()).isEqualTo(0.45);
        assertThat(snip.at("/potentials/1/sparsity/mean").asDouble()).isZero();
        assertThat(snip.at("/potentials/1/loss/n").asInt()).isEqualTo(2);
    }

    @Test
    void tellsWhatIsMissing() throws Exception {
        assertThat(run("potential", out.toString())).isOne();
        assertThat(terminal.complaint())
                .startsWith(
                        "Cannot find a prune potential: no pruned trial has a noise curve (metrics: [noise-curve])");
        write();
        assertThat(run("potential", out.toString(), "--part", "test", "--along", "sparsty"))
                .isEqualTo(2);
        assertThat(terminal.complaint())
                .contains("Invalid along: sparsty (must be an axis of the grid; available: [criterion, sparsity])");
        assertThat(run("potential", out.resolve("none").toString())).isOne();
    }
}
