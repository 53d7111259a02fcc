package io.espalier.spark.sweep;

import io.espalier.plan.Branch;
import io.espalier.plan.PlannedTrial;
import io.espalier.plan.StepKey;
import io.espalier.plan.SweepTree;
import io.espalier.result.Measurement;
import io.espalier.result.TrialRow.Provenance;
import io.espalier.run.Failures;
import io.espalier.run.Vault;
import io.espalier.snapshot.ContentStore;
import io.espalier.spark.ledger.Ledger;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Runs a plan: books what the store already knows, grows the tree of what is left, and books results as they come. A
 * trial that fails is a row like any other.
 */
public final class SweepRunner {
    private static final double SECONDS_PER_BRANCH = 2;

    private final JavaSparkContext spark;
    private final SweepPlan plan;
    private final Ledger ledger;
    private final Path store;
    private final Vault vault;
    private final RowMaker rows;
    private final Progress progress;
    private final Map<StepKey, List<PlannedTrial>> waiting = new HashMap<>();

    /** @param store folder that driver and executors share */
    public SweepRunner(JavaSparkContext spark, SweepPlan plan, Ledger ledger, Path store, Progress progress)
            throws IOException {
        this.spark = spark;
        this.plan = plan;
        this.ledger = ledger;
        this.store = store;
        this.vault = new Vault(ContentStore.open(store));
        this.rows = new RowMaker(plan);
        this.progress = progress;
    }

    /** Returns when every trial of the plan has its row. */
    public void run(Sharing sharing) throws Exception {
        for (var splits : plan.data().values()) {
            ExecutorData.share(store, splits);
        }
        Set<String> committed = ledger.committed();
        List<PlannedTrial> open = plan.trials().stream()
                .filter(t -> !committed.contains(t.id().hex()))
                .toList();
        progress.begin(plan.trials().size(), plan.trials().size() - open.size());
        try {
            grow(bookKnown(open, sharing), sharing);
        } finally {
            ledger.flush();
            progress.end();
        }
    }

    /** Books trials whose measurement is in the store; gives the others. */
    private List<PlannedTrial> bookKnown(List<PlannedTrial> trials, Sharing sharing) throws IOException {
        List<PlannedTrial> left = new ArrayList<>();
        for (PlannedTrial trial : trials) {
            StepKey end = plan.chain(trial).end();
            Optional<Measurement> known = sharing == Sharing.SHARED ? vault.measurement(end) : Optional.empty();
            if (known.isPresent()) {
                ledger.append(rows.record(trial, end, known.get()));
                progress.known(known.get());
            } else {
                waiting.computeIfAbsent(end, k -> new ArrayList<>()).add(trial);
                left.add(trial);
            }
        }
        return left;
    }

    private void grow(List<PlannedTrial> trials, Sharing sharing) throws Exception {
        SweepTree tree = new SweepTree();
        for (PlannedTrial trial : trials) {
            if (sharing == Sharing.SHARED) {
                tree.share(plan.chain(trial));
            } else {
                tree.isolate(plan.chain(trial));
            }
        }
        Set<String> stored = sharing == Sharing.SHARED ? vault.snapshots() : Set.of();
        List<Branch> branches = tree.branches(plan.costs(), stored, SECONDS_PER_BRANCH);
        progress.steps(tree.size());
        BranchTask task = new BranchTask(store.toString(), rows.codeVersion(), sharing);
        new Dispatcher(spark, task).run(branches, new Booking());
    }

    /** Books what branches find. */
    private final class Booking implements Dispatcher.Listener {
        @Override
        public void finished(Dispatcher.Finished finished) throws IOException {
            for (StepKey key : finished.branch().measured()) {
                Measurement measurement = finished.measurements().get(key);
                book(key, measurement != null ? measurement : lost(finished));
            }
            progress.branch(finished.branch());
        }

        private Measurement lost(Dispatcher.Finished finished) {
            Exception cause = finished.failure() != null
                    ? finished.failure()
                    : new IllegalStateException("Cannot find the result of a branch that finished");
            Provenance provenance = rows.provenance(finished.branch().root().dataHash());
            return Failures.measurement(cause, provenance);
        }

        private void book(StepKey key, Measurement measurement) throws IOException {
            List<PlannedTrial> trials = waiting.remove(key);
            if (trials != null) {
                for (PlannedTrial trial : trials) {
                    ledger.append(rows.record(trial, key, measurement));
                    progress.done(measurement);
                }
            }
        }

        @Override
        public void tick() throws IOException {
            ledger.flushIfDue();
            progress.tick();
        }
    }
}
