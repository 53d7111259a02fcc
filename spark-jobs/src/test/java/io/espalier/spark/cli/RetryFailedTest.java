package io.espalier.spark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.criterion.Criterion;
import io.espalier.criterion.NetworkView;
import io.espalier.prune.Groups;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code run --retry-failed}: what failed is done when its cause is gone, and nothing else. */
class RetryFailedTest {
    private static final String SWEEP = """
            name: fickle
            data: { source: digits, limit: 20 }
            network: { family: mlp, hidden: [8] }
            seeds: [1, 2]
            recipe:
              - train: { epochs: 1 }
              - prune: { criterion: $criterion, sparsity: 0.5 }
            grid: { criterion: [magnitude, fickle] }
            controls: []
            objectives: { validation_error: min, bytes: min }
            """;

    private final ClassLoader before = Thread.currentThread().getContextClassLoader();

    @TempDir
    private Path folder;

    private final Terminal terminal = new Terminal();

    /** Throws until it is mended. */
    public record Fickle() implements Criterion {
        private static volatile State state = State.BROKEN;

        private enum State {
            BROKEN,
            MENDED
        }

        @Override
        public double[] score(NetworkView network, Groups groups) {
            if (state == State.BROKEN) {
                throw new IllegalStateException("not yet");
            }
            float[] weights = network.weights();
            return groups.sum(i -> Math.abs(weights[i]));
        }
    }

    @BeforeEach
    void registerTheCriterion() throws IOException {
        Path services = Files.createDirectories(folder.resolve("extension/META-INF/services"));
        Files.writeString(services.resolve(Criterion.class.getName()), Fickle.class.getName());
        URL extension = folder.resolve("extension").toUri().toURL();
        Thread.currentThread().setContextClassLoader(new URLClassLoader(new URL[] {extension}, before));
        SparkSession.getDefaultSession()
                .foreach(
                        session -> { // its executor would not know the criterion
                            session.stop();
                            return null;
                        });
    }

    @AfterEach
    void putTheLoaderBack() {
        Thread.currentThread().setContextClassLoader(before);
    }

    private int espalier(String... words) {
        return terminal.run((Object[]) words);
    }

    @Test
    void triesWhatFailedAgainAndNothingElse() throws IOException {
        String out = folder.resolve("out").toString();
        String config = Files.writeString(folder.resolve("fickle.yaml"), SWEEP).toString();
        String[] run = {"run", config, "--out", out};
        Fickle.state = Fickle.State.BROKEN;
        assertThat(espalier(run)).as(() -> terminal.complaint()).isZero();
        assertThat(terminal.printed())
                .startsWith("4 trials run, 0 cached, 2 failed\nin total: 2 completed, 2 failed\n");
        assertThat(espalier("run", config, "--out", out, "--strict")).isOne();
        Fickle.state = Fickle.State.MENDED;
        assertThat(espalier(run)).isZero();
        assertThat(terminal.printed()).startsWith("0 trials run, 4 cached, 0 failed\n");

        assertThat(espalier(Stream.concat(Stream.of(run), Stream.of("--retry-failed"))
                        .toArray(String[]::new)))
                .isZero();
        assertThat(terminal.complaint()).contains("2 unsuccessful trials are run again\n");
        assertThat(terminal.printed()).startsWith("2 trials run, 2 cached, 0 failed\n");
        assertThat(espalier("sql", out, "SELECT state, count(*) AS n FROM trials GROUP BY ALL", "--csv"))
                .isZero();
        assertThat(terminal.printed()).isEqualTo("state,n\r\nCOMPLETED,4\r\n");
        assertThat(espalier("verify", out)).isZero();
        assertThat(terminal.printed()).contains("ok    4 rows match the stored measurements\n");
    }
}
