package io.espalier.spark.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.config.SweepFile;
import io.espalier.plan.tree.Branch;
import io.espalier.result.TrialRow;
import io.espalier.spark.LocalSpark;
import io.espalier.spark.ledger.Ledger;
import io.espalier.storage.LocalStorage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise P3: the same bits at any parallelism, shared or not, in any order, retried or not; and P2 on the way. */
class SweepDeterminismTest {
    private static final String SWEEP = """
            name: determinism
            data: { source: digits, limit: 40 }
            network: { family: mlp, hidden: [16, 12] }
            seeds: [1, 2]
            recipe:
              - train: { epochs: 3, batch: 16, optimizer: { adam: { rate: 0.01 } } }
              - prune: { criterion: $criterion, granularity: $granularity, sparsity: $sparsity }
              - train: { epochs: $finetune, batch: 16, optimizer: { momentum: { rate: 0.01, decay: 0.0001 } } }
              - repeat:
                  rounds: 2
                  steps:
                    - prune: { criterion: magnitude, fraction: 0.2 }
                    - rewind: { to: init }
                    - train: { epochs: 1 }
            grid:
              criterion: [random, obd]
              granularity: [weight, neuron]
              sparsity: [0.5]
              finetune: [1, 2]
            objectives: { validation_error: min, bytes: min }
            """;

    @TempDir
    private static Path folder;

    private static SweepPlan plan;
    private static Path config;
    private static Rows reference;

    /** Fails every task once, after its work is done. */
    private record FailsFirst(BranchTask task) implements Function<String, Map<String, String>> {
        @Override
        public Map<String, String> call(String branch) throws Exception {
            Map<String, String> done = task.call(branch);
            if (TaskContext.get().attemptNumber() == 0) {
                throw new IOException("Cannot reach the driver: injected");
            }
            return done;
        }
    }

    @BeforeAll
    static void runOneBranchAtATime() throws Exception {
        config = Files.writeString(folder.resolve("determinism.yaml"), SWEEP);
        LocalSpark.session();
        plan = SweepPlan.of(SweepFile.load(config.toString(), List.of()));
        reference = run("reference", Sharing.SHARED, Dispatcher.LONGEST_PATH_FIRST, 1, task -> task);
        assertThat(reference.trials()).hasSizeGreaterThan(60).hasSameSizeAs(plan.trials());
        assertThat(reference.trials())
                .allMatch(t -> t.outcome().state() == TrialRow.State.COMPLETED)
                .anyMatch(t -> t.identity().control() != null)
                .anyMatch(t -> t.identity().round() != null);
        assertThat(reference.curves()).isNotEmpty();
    }

    private interface Wrapping {
        Function<String, Map<String, String>> wrap(BranchTask task);
    }

    private static Rows run(String name, Sharing sharing, Comparator<Branch> order, int jobs, Wrapping wrapping)
            throws Exception {
        Path out = folder.resolve(name);
        Path store = out.resolve("store");
        JavaSparkContext spark =
                JavaSparkContext.fromSparkContext(LocalSpark.session().sparkContext());
        BranchTask task = new BranchTask(store.toString(), Build.version(), sharing);
        Dispatcher dispatcher = new Dispatcher(spark, wrapping.wrap(task), order, () -> jobs);
        Ledger ledger = Ledger.open(LocalStorage.at(out), plan.description(Files.readString(config)));
        Progress silent = new Progress(new PrintStream(OutputStream.nullOutputStream()));
        new SweepRunner(dispatcher, plan, ledger, LocalStorage.at(store), sharing, silent).run();
        return Rows.of(out);
    }

    @Test
    void manyAtOnce() throws Exception {
        assertThat(run("many", Sharing.SHARED, Dispatcher.LONGEST_PATH_FIRST, 4, task -> task))
                .isEqualTo(reference);
    }

    @Test
    void withoutSharing() throws Exception {
        assertThat(run("isolated", Sharing.ISOLATED, Dispatcher.LONGEST_PATH_FIRST, 4, task -> task))
                .isEqualTo(reference);
    }

    @Test
    void inAnotherOrder() throws Exception {
        Comparator<Branch> shuffled = Comparator.comparing(branch ->
                branch.measured().isEmpty() ? "" : branch.measured().get(0).value());
        assertThat(run("shuffled", Sharing.SHARED, shuffled, 4, task -> task)).isEqualTo(reference);
    }

    @Test
    void withEveryTaskRetried() throws Exception {
        assertThat(run("retried", Sharing.SHARED, Dispatcher.LONGEST_PATH_FIRST, 4, FailsFirst::new))
                .isEqualTo(reference);
    }

    @Test
    void runAgainDoesNothingAgain() throws Exception {
        Wrapping forbidden = task -> branch -> {
            throw new IllegalStateException("ran " + branch);
        };
        run("again", Sharing.SHARED, Dispatcher.LONGEST_PATH_FIRST, 4, task -> task);
        assertThat(run("again", Sharing.SHARED, Dispatcher.LONGEST_PATH_FIRST, 4, forbidden))
                .isEqualTo(reference);
    }
}
