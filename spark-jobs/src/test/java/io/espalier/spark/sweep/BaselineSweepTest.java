package io.espalier.spark.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.espalier.binding.ConfigException;
import io.espalier.config.SweepFile;
import io.espalier.result.TrialRow;
import io.espalier.spark.LocalSpark;
import io.espalier.spark.ledger.Ledger;
import io.espalier.storage.LocalStorage;
import io.espalier.sweep.Point;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Baselines are rows of a sweep like any other: planned, fitted once, measured, the same bits every time. */
class BaselineSweepTest {
    private static final String SWEEP = """
            name: baselines
            data: { source: digits, limit: $limit }
            network: { family: mlp, hidden: [12] }
            seeds: [1, 2]
            recipe:
              - train: { epochs: 1 }
              - prune: { sparsity: 0.5 }
            grid: { limit: [30] }
            baselines:
              - logistic-regression: { reg-param: [0.1, 0.01], elastic-net-param: 1, max-iter: 20 }
              - multilayer-perceptron: { hidden: [6, 4], max-iter: 5 }
            controls: [extra-training]
            objectives: { validation_error: min, bytes: min }
            """;

    @TempDir
    private static Path folder;

    private static Path config;
    private static SweepPlan plan;
    private static Rows reference;

    @BeforeAll
    static void runOneBranchAtATime() throws Exception {
        config = Files.writeString(folder.resolve("baselines.yaml"), SWEEP);
        LocalSpark.session();
        plan = SweepPlan.of(SweepFile.load(config.toString(), List.of()));
        reference = run("reference", Sharing.SHARED, 1, task -> task);
    }

    private interface Wrapping {
        Function<String, Map<String, String>> wrap(BranchTask task);
    }

    private static Rows run(String name, Sharing sharing, int jobs, Wrapping wrapping) throws Exception {
        Path out = folder.resolve(name);
        Path store = out.resolve("store");
        JavaSparkContext spark =
                JavaSparkContext.fromSparkContext(LocalSpark.session().sparkContext());
        BranchTask task = new BranchTask(store.toString(), Build.version(), sharing);
        Dispatcher dispatcher = new Dispatcher(spark, wrapping.wrap(task), Dispatcher.LONGEST_PATH_FIRST, () -> jobs);
        Ledger ledger = Ledger.open(LocalStorage.at(out), plan.description(Files.readString(config)));
        Progress silent = new Progress(new PrintStream(OutputStream.nullOutputStream()));
        new SweepRunner(dispatcher, plan, ledger, LocalStorage.at(store), sharing, silent).run();
        return Rows.of(out);
    }

    private static Map<String, List<TrialRow>> rowsByAxes() {
        return reference.trials().stream()
                .filter(t -> t.identity().control() == null)
                .collect(Collectors.groupingBy(t -> t.identity().axes()));
    }

    private static TrialRow row(String axes) {
        return Objects.requireNonNull(rowsByAxes().get(axes.replace('\'', '"')), axes)
                .get(0);
    }

    private static long nonzeros(String axes) {
        return Objects.requireNonNull(row(axes).size()).nonzeros();
    }

    @Test
    void everyValueAndSeedIsARow() {
        assertThat(reference.trials()).hasSize(10).allMatch(t -> t.outcome().state() == TrialRow.State.COMPLETED);
        assertThat(rowsByAxes().keySet().stream().map(axes -> axes.replace('"', '\'')))
                .containsExactlyInAnyOrder(
                        "{'limit':30}",
                        "{'baseline':'logistic-regression','elastic-net-param':1,'limit':30,'max-iter':20,'reg-param':0.1}",
                        "{'baseline':'logistic-regression','elastic-net-param':1,'limit':30,'max-iter':20,'reg-param':0.01}",
                        "{'baseline':'multilayer-perceptron','hidden':[6,4],'limit':30,'max-iter':5}");
        assertThat(rowsByAxes().values()).allSatisfy(seeds -> assertThat(seeds).hasSize(2));
    }

    @Test
    void whatTheLassoPutsToZeroIsCountedAsRemoved() {
        String lasso = "{'baseline':'logistic-regression','elastic-net-param':1,'limit':30,'max-iter':20,'reg-param':";
        assertThat(nonzeros(lasso + "0.1}")).isPositive().isLessThan(nonzeros(lasso + "0.01}"));
        TrialRow.Size size = Objects.requireNonNull(row(lasso + "0.01}").size());
        assertThat(size.nonzeros()).isLessThan(size.parameters()).isGreaterThan(0);
        assertThat(size.achievedSparsity()).isBetween(0.3, 0.9);
        assertThat(size.parameters()).isEqualTo(650);
    }

    @Test
    void withoutSharing() throws Exception {
        assertThat(run("isolated", Sharing.ISOLATED, 4, task -> task)).isEqualTo(reference);
    }

    @Test
    void manyAtOnceAndThenNothingAgain() throws Exception {
        assertThat(run("again", Sharing.SHARED, 4, task -> task)).isEqualTo(reference);
        assertThat(run("again", Sharing.SHARED, 4, task -> branch -> {
                    throw new IllegalStateException("ran " + branch);
                }))
                .isEqualTo(reference);
    }

    @Test
    void addingBaselinesLeavesAllOtherTrialsAsTheyAre() throws IOException {
        Path without = Files.writeString(
                folder.resolve("without.yaml"), SWEEP.replaceAll("(?s)baselines:\\n.*(?=controls)", ""));
        assertThat(SweepPlan.of(SweepFile.load(without.toString(), List.of())).trials())
                .isNotEmpty()
                .isSubsetOf(plan.trials());
    }

    @Test
    void eachDataOfTheGridHasItsOwn() {
        List<Point> points =
                SweepFile.load(config.toString(), List.of("grid.limit=[20,30]")).points();
        assertThat(points).hasSize(8).extracting(Point::axes).doesNotHaveDuplicates();
    }

    @Test
    void saysAllThatIsWrong() throws IOException {
        Path file = Files.writeString(
                folder.resolve("wrong.yaml"), SWEEP.replaceAll("(?s)baselines:\\n.*(?=controls)", """
                baselines:
                  - logistic-regresion: { reg-param: 1 }
                  - logistic-regression: { reg-param: [0.1, -1], elastic-net: 0.5 }
                  - multilayer-perceptron: { hidden: [4, many] }
                """));
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> SweepFile.load(file.toString(), List.of()))
                .satisfies(e -> assertThat(e.problems())
                        .containsExactly(
                                "Invalid baselines[0]: logistic-regresion (must be one of logistic-regression,"
                                        + " multilayer-perceptron; did you mean logistic-regression?)",
                                "Invalid baselines[1].logistic-regression.elastic-net: unknown key (must be one of"
                                        + " reg-param, elastic-net-param, max-iter, tol, standardization)",
                                "Invalid baselines[1].logistic-regression.reg-param: -1.0 (must be at least 0)",
                                "Invalid baselines[2].multilayer-perceptron.hidden[1]: many (must be a whole number)"));
    }
}
