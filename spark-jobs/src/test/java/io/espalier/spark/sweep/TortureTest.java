package io.espalier.spark.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.config.SweepFile;
import io.espalier.criterion.Criterion;
import io.espalier.result.TrialRow.State;
import io.espalier.spark.LocalSpark;
import io.espalier.spark.cli.Espalier;
import io.espalier.spark.ledger.Ledger;
import io.espalier.spark.ledger.Verification;
import io.espalier.spark.table.SweepSql;
import io.espalier.storage.LocalStorage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The short form of {@code scripts/torture}: a sweep with a criterion that throws, whose driver is killed, which two
 * drivers then go on with at once, and whose tables are read all the while. Drivers are processes of their own.
 */
class TortureTest {
    private static final String SWEEP = """
            name: tortured
            data: { source: digits, limit: 200 }
            network: { family: mlp, hidden: [16] }
            seeds: [1, 2, 3]
            recipe:
              - train: { epochs: 10, batch: 8 }
              - prune: { criterion: $criterion, sparsity: $sparsity }
              - train: { epochs: 2, batch: 8 }
            grid:
              criterion: CRITERIA
              sparsity: [0.5, 0.6, 0.7, 0.8, 0.9]
            controls: [random-mask]
            objectives: { validation_error: min, bytes: min }
            """;

    @TempDir
    private Path folder;

    private final List<Process> drivers = new ArrayList<>();
    private final Set<Object> seen = new HashSet<>();
    private Path out;

    @AfterEach
    void stopDrivers() {
        drivers.forEach(Process::destroyForcibly);
    }

    @Test
    void losesNothingAndDoesNothingTwice() throws Exception {
        out = folder.resolve("tortured");
        Process first = drive("first");
        readWhile(() -> first.isAlive() && measurements() < 20);
        assertThat(first.isAlive()).as(log("first")).isTrue();
        first.destroyForcibly().waitFor();

        Process second = drive("second");
        Process third = drive("third");
        readWhile(() -> second.isAlive() || third.isAlive());
        assertThat(List.of(second.exitValue(), third.exitValue()))
                .as(log("second") + log("third"))
                .contains(0);

        Rows untouched = untouched();
        Rows tortured = Rows.of(out);
        Set<String> ids =
                untouched.trials().stream().map(row -> row.identity().trialId()).collect(Collectors.toSet());
        assertThat(tortured.trials().stream()
                        .filter(row -> ids.contains(row.identity().trialId())))
                .containsExactlyElementsOf(untouched.trials());
        assertThat(tortured.layers().stream().filter(row -> ids.contains(row.trialId())))
                .containsExactlyElementsOf(untouched.layers());
        assertThat(tortured.curves().stream().filter(row -> ids.contains(row.trialId())))
                .containsExactlyElementsOf(untouched.curves());
        assertThat(tortured.trials().stream()
                        .filter(row -> "throwing-criterion".equals(row.choices().criterion()))
                        .map(row -> row.outcome().state()))
                .hasSize(30) // with their controls, which have as many groups removed as it would have chosen
                .containsOnly(State.FAILED);
        assertThat(Verification.of(LocalStorage.at(out), Optional.of(LocalStorage.at(out.resolve("store"))))
                        .checks())
                .allSatisfy(check -> assertThat(check.problems()).isEmpty());
        assertThat(seen).hasSizeGreaterThan(20);
    }

    private Path config(String criteria) throws IOException {
        return Files.writeString(folder.resolve("tortured.yaml"), SWEEP.replace("CRITERIA", criteria));
    }

    /** A driver that knows the criterion. */
    private Process drive(String name) throws IOException {
        Path services = Files.createDirectories(folder.resolve("extension/META-INF/services"));
        Files.writeString(services.resolve(Criterion.class.getName()), ThrowingCriterion.class.getName());
        String classPath = folder.resolve("extension") + ":" + System.getProperty("java.class.path");
        Path config = config("[magnitude, random, throwing-criterion]");
        List<String> command = Stream.of(
                        Stream.of(
                                Path.of(System.getProperty("java.home"), "bin/java") + "", "-Xmx1g", "-cp", classPath),
                        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                                .filter(argument -> argument.startsWith("--add-opens")),
                        Stream.of(Espalier.class.getName(), "run", config + "", "--out", out + ""),
                        Stream.of("--master", "local[2, 4]"))
                .flatMap(words -> words)
                .toList();
        Process driver = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name).toFile())
                .start();
        drivers.add(driver);
        return driver;
    }

    private String log(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }

    private interface Condition {
        boolean holds() throws IOException;
    }

    /** Reads by DuckDB again and again: no row is there twice, and none that was there goes away. */
    private void readWhile(Condition condition) throws Exception {
        while (condition.holds()) {
            try (SweepSql sql = SweepSql.open(LocalStorage.at(out))) {
                List<Object> ids = sql.query("SELECT trial_id FROM trials").rows().stream()
                        .map(row -> row.get(0))
                        .toList();
                assertThat(ids).doesNotHaveDuplicates().containsAll(seen);
                seen.addAll(ids);
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private long measurements() throws IOException {
        Path blobs = out.resolve("store/measurements");
        if (!Files.isDirectory(blobs)) {
            return 0;
        }
        try (Stream<Path> files = Files.walk(blobs)) {
            return files.filter(Files::isRegularFile).count();
        }
    }

    /** The same sweep without that criterion, left alone. */
    private Rows untouched() throws Exception {
        Path config = config("[magnitude, random]");
        Path alone = folder.resolve("untouched");
        JavaSparkContext spark =
                JavaSparkContext.fromSparkContext(LocalSpark.session().sparkContext());
        SweepPlan plan = SweepPlan.of(SweepFile.load(config.toString(), List.of()));
        Ledger ledger = Ledger.open(LocalStorage.at(alone), plan.description(Files.readString(config)));
        Progress silent = new Progress(new PrintStream(OutputStream.nullOutputStream()));
        new SweepRunner(spark, plan, ledger, LocalStorage.at(alone.resolve("store")), Sharing.SHARED, silent).run();
        return Rows.of(alone);
    }
}
