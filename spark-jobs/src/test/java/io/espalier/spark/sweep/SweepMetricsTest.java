package io.espalier.spark.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.binding.Binder;
import io.espalier.config.SweepFile;
import io.espalier.pareto.Objective;
import io.espalier.plan.tree.Action;
import io.espalier.plan.tree.Branch;
import io.espalier.plan.tree.Segment;
import io.espalier.plan.tree.StepKey;
import io.espalier.result.MetricRow;
import io.espalier.spark.LocalSpark;
import io.espalier.spark.ledger.Ledger;
import io.espalier.spark.ledger.Repair;
import io.espalier.spark.ledger.Verification;
import io.espalier.spark.report.TrialReader;
import io.espalier.spark.table.SweepSql;
import io.espalier.spark.table.SweepTables;
import io.espalier.storage.LocalStorage;
import io.espalier.storage.Storage;
import io.espalier.sweep.SweepConfig;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Metrics of a sweep: asked for at once or later, they measure, train nothing, and find the same. */
class SweepMetricsTest {
    private static final String SWEEP = """
            name: measured
            data: { source: digits, limit: 20 }
            network: { family: mlp, hidden: [12] }
            seeds: [1]
            recipe:
              - train: { epochs: 4, batch: 16, optimizer: { adam: { rate: 0.01 } } }
              - prune: { criterion: magnitude, sparsity: $sparsity }
            grid: { sparsity: [0.5, 0.95] }
            controls: [random-mask, small-dense]
            objectives: { validation_error: min, bytes: min }
            """;
    private static final String METRICS = """
            metrics:
              - noise-curve: { levels: [0, 0.3], draws: 2 }
              - function-distance: { levels: [0, 0.3], draws: 2 }
            """;
    private static final int TRIALS = 2 + 2 + 2;
    private static final int PARTS = 2;
    private static final int LEVELS = 2;
    private static final int NAMES = 4;

    @TempDir
    private Path folder;

    private Path plain;
    private Path measured;

    /** Fails if it is to do anything but to measure. */
    private record OnlyAssesses(BranchTask task) implements Function<String, Map<String, String>> {
        @Override
        public Map<String, String> call(String json) throws Exception {
            Branch branch = Binder.ofContext().parse(json, Branch.class);
            boolean trains = branch.segments().stream()
                    .flatMap(Segment::all)
                    .flatMap(segment -> segment.actions().stream())
                    .anyMatch(action -> !(action instanceof Action.Assess));
            if (trains || branch.from() == null) {
                throw new IllegalStateException("ran " + json);
            }
            return task.call(json);
        }
    }

    private interface Wrapping {
        Function<String, Map<String, String>> wrap(BranchTask task);
    }

    @BeforeEach
    void writeConfigs() throws IOException {
        LocalSpark.session();
        plain = Files.writeString(folder.resolve("plain.yaml"), SWEEP);
        measured = Files.writeString(folder.resolve("measured.yaml"), SWEEP + METRICS);
    }

    private Path run(String name, Path config, Sharing sharing, int jobs, Wrapping wrapping) throws Exception {
        Path out = folder.resolve(name);
        Path store = out.resolve("store");
        JavaSparkContext spark =
                JavaSparkContext.fromSparkContext(LocalSpark.session().sparkContext());
        SweepPlan plan = plan(config);
        BranchTask task = new BranchTask(store.toString(), Build.version(), sharing);
        Dispatcher dispatcher = new Dispatcher(spark, wrapping.wrap(task), Dispatcher.LONGEST_PATH_FIRST, () -> jobs);
        Ledger ledger = Ledger.open(LocalStorage.at(out), plan.description(Files.readString(config)));
        Progress silent = new Progress(new PrintStream(OutputStream.nullOutputStream()));
        new SweepRunner(dispatcher, plan, ledger, LocalStorage.at(store), sharing, silent).run();
        return out;
    }

    private static SweepPlan plan(Path config) throws IOException {
        return SweepPlan.of(SweepFile.load(config.toString(), List.of()));
    }

    private Path run(String name, Path config) throws Exception {
        return run(name, config, Sharing.SHARED, 4, task -> task);
    }

    private static List<MetricRow> metrics(Path out) throws IOException {
        return SweepTables.in(LocalStorage.at(out)).metrics().rows().stream()
                .sorted(Comparator.comparing(MetricRow::toString))
                .toList();
    }

    private static void assertWhole(Path out) throws IOException {
        assertThat(Verification.of(LocalStorage.at(out), Optional.of(LocalStorage.at(out.resolve("store"))))
                        .checks())
                .allSatisfy(check -> assertThat(check.problems()).isEmpty());
    }

    @Test
    void onlyMeasuresWhatIsFinished() throws Exception {
        Path out = run("later", plain);
        Rows before = Rows.of(out);
        assertThat(before.trials()).hasSize(TRIALS);
        assertThat(metrics(out)).isEmpty();

        run("later", measured, Sharing.SHARED, 4, OnlyAssesses::new);
        assertThat(Rows.of(out)).as("no trial is another, or runs again").isEqualTo(before);
        List<MetricRow> found = metrics(out);
        assertThat(found).hasSize(TRIALS * PARTS * LEVELS * NAMES);

        run("later", measured, Sharing.SHARED, 4, task -> branch -> {
            throw new IllegalStateException("ran " + branch);
        });
        assertThat(metrics(out)).isEqualTo(found);
        assertWhole(out);

        assertThat(metrics(run("at once", measured, Sharing.SHARED, 1, task -> task)))
                .isEqualTo(found);
        assertThat(metrics(run("isolated", measured, Sharing.ISOLATED, 4, task -> task)))
                .isEqualTo(found);
    }

    @Test
    void findsMetricsThatAreNotWhatWasMeasured() throws Exception {
        Path out = run("altered", measured);
        Optional<Storage> store = Optional.of(LocalStorage.at(out.resolve("store")));
        assertThat(Verification.of(LocalStorage.at(out), store).checks())
                .extracting(Verification.Check::finding)
                .contains(TRIALS * 2 + " metrics of trials match the stored measurements");
        List<MetricRow> found = SweepTables.in(LocalStorage.at(out)).metrics().rows();
        MetricRow first = found.get(0);
        MetricRow.Found was = first.found();
        MetricRow.Found other = new MetricRow.Found(was.part(), was.name(), was.level(), 0.987);
        List<MetricRow> altered = new ArrayList<>(found);
        altered.set(0, new MetricRow(first.trialId(), first.metric(), first.settings(), other, first.outcome()));
        var table = SweepTables.in(LocalStorage.at(out)).metrics();
        Map<String, String> footer = table.part(0).orElseThrow().footer();
        assertThat(table.parts()).hasSize(1);
        table.replace(0, altered, footer);
        assertThat(Verification.of(LocalStorage.at(out), store).checks().stream()
                        .flatMap(check -> check.problems().stream()))
                .singleElement()
                .satisfies(problem -> assertThat(problem)
                        .startsWith("Metric " + first.metric() + " of trial " + first.trialId()
                                + " differs from the stored measurement "));
        Repair.of(LocalStorage.at(out), store);
        run("altered", measured, Sharing.SHARED, 4, OnlyAssesses::new);
        assertThat(metrics(out)).containsExactlyInAnyOrderElementsOf(found);
        assertWhole(out);
    }

    /** Times differ from run to run, and are nobody's mistake. */
    @Test
    void comparesNoTimes() throws Exception {
        Path timed = Files.writeString(folder.resolve("timed.yaml"), SWEEP + "metrics: [latency]");
        Path out = run("timed", timed);
        List<MetricRow> found = metrics(out);
        assertThat(found).hasSize(3 * TRIALS).allSatisfy(row -> {
            assertThat(row.found().part()).isEqualTo("network");
            assertThat(row.found().value()).isPositive();
            assertThat(row.found().cpu()).isNotBlank();
        });
        run("timed", timed);
        assertThat(metrics(out)).as("nothing is timed again").isEqualTo(found);
        List<MetricRow> slower = found.stream()
                .map(row -> new MetricRow(
                        row.trialId(),
                        row.metric(),
                        row.settings(),
                        new MetricRow.Found("network", row.found().name(), null, 1e6).takenOn("another"),
                        row.outcome()))
                .toList();
        var table = SweepTables.in(LocalStorage.at(out)).metrics();
        table.replace(0, slower, table.part(0).orElseThrow().footer());
        assertWhole(out);
        String objective = SWEEP.replace("bytes: min", "network_latency_us: min") + "metrics: [latency]";
        assertThat(load(objective).objectives()).hasSize(2);
    }

    @Test
    void measuresAgainWhereWhatTheyFoundIsDamaged() throws Exception {
        Path out = run("damaged", measured);
        List<MetricRow> found = metrics(out);
        StepKey key = plan(measured).trials().get(0).assessments().get(0).key();
        Path blob = out.resolve("store/measurements")
                .resolve(key.value().substring(0, 2))
                .resolve(key.value());
        Files.writeString(blob, "damaged");
        assertThat(Repair.of(LocalStorage.at(out), Optional.of(LocalStorage.at(out.resolve("store"))))
                        .setAside())
                .containsExactly(blob.toString());
        run("damaged", measured, Sharing.SHARED, 4, OnlyAssesses::new);
        assertThat(blob).exists();
        assertThat(metrics(out)).isEqualTo(found);
        assertWhole(out);
    }

    @Test
    void knowsTheDenseParentOfThoseThatHaveOne() throws Exception {
        Path out = run("parents", measured);
        try (SweepSql sql = SweepSql.open(LocalStorage.at(out))) {
            assertThat(sql.query("""
                            SELECT coalesce(control, 'candidate') AS kind, count(value) > 0 AS has, count(*) AS n
                            FROM trials JOIN metrics USING (trial_id) WHERE name = 'agreement' GROUP BY ALL ORDER BY 1
                            """).rows())
                    .containsExactly(
                            List.of("candidate", true, 8L),
                            List.of("random-mask", true, 8L),
                            List.of("small-dense", false, 8L));
            assertThat(sql.query("""
                            SELECT count(*) AS n FROM trials JOIN metrics USING (trial_id)
                            WHERE level = 0 AND name = 'noise_error'
                              AND value <> CASE part WHEN 'test' THEN test_error ELSE validation_error END
                            """).rows())
                    .as("without noise it is the error of the trial")
                    .containsExactly(List.of(0L));
        }
    }

    @Test
    void letsValidationNumbersBeObjectivesAndNoTestNumbers() throws Exception {
        Path out = run("objectives", measured);
        List<Objective> objectives = Objective.parseAll("validation_noise_error@0.3:min,validation_agreement@0:max");
        assertThat(TrialReader.read(LocalStorage.at(out), objectives).grid())
                .hasSize(2)
                .allSatisfy(trial -> assertThat(trial.values())
                        .containsKeys("validation_noise_error@0.3", "validation_agreement@0"));
        assertThatThrownBy(() -> TrialReader.read(LocalStorage.at(out), Objective.parseAll("test_noise_error@0.3:min")))
                .hasMessageContaining("must not be a test column");
        assertThatThrownBy(() ->
                        TrialReader.read(LocalStorage.at(out), Objective.parseAll("validation_noise_error@0.2:min")))
                .hasMessageContaining("did you mean validation_noise_error@0");

        Files.delete(out.resolve("tables/metrics/part-000000.parquet"));
        List<MetricRow> before = metrics(folder.resolve("objectives"));
        run("objectives", measured, Sharing.SHARED, 4, OnlyAssesses::new);
        assertThat(metrics(out)).as("entered again from the store").hasSizeGreaterThan(before.size());
        assertWhole(out);
    }

    private SweepConfig load(String yaml) throws IOException {
        return SweepFile.load(
                Files.writeString(folder.resolve("load.yaml"), yaml).toString(), List.of());
    }

    @Test
    void knowsTheirNumbersBeforeItRuns() throws IOException {
        String robust = SWEEP.replace("bytes: min", "validation_noise_error@0.3: min");
        assertThat(load(robust + METRICS).objectives()).hasSize(2);
        assertThatThrownBy(() -> load(robust)).hasMessageContaining("validation_noise_error@0.3: unknown key");
        assertThatThrownBy(() -> load(robust.replace("validation_noise", "test_noise") + METRICS))
                .hasMessageContaining("test_noise_error@0.3: unknown key");
        assertThatThrownBy(() -> load(SWEEP + "metrics: [noise-curve, noise-curve]"))
                .hasMessageContaining("Invalid metrics: noise-curve (must not be repeated)");
        assertThatThrownBy(() -> load(SWEEP + "metrics: [noise-curv]"))
                .hasMessageContaining("did you mean noise-curve?");
    }
}
