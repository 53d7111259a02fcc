package io.espalier.spark.sweep;

import io.espalier.data.Splits;
import io.espalier.plan.Branch;
import io.espalier.plan.CostModel;
import io.espalier.plan.PlannedTrial;
import io.espalier.plan.StepKey;
import io.espalier.plan.SweepTree;
import io.espalier.result.Measurement;
import io.espalier.result.TrialRow.Provenance;
import io.espalier.run.Failures;
import io.espalier.run.Vault;
import io.espalier.snapshot.ContentStore;
import io.espalier.snapshot.StoreException;
import io.espalier.spark.ledger.BatchedLedger;
import io.espalier.spark.ledger.Ledger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.spark.api.java.JavaSparkContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a plan: books what the store already knows, grows the tree of what is left, and books results as they come. A
 * trial that fails is a row like any other.
 */
public final class SweepRunner {
    private static final Logger LOG = LoggerFactory.getLogger(SweepRunner.class);
    private static final double SECONDS_PER_BRANCH = 2;
    private static final int ROWS_PER_BATCH = 500;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final Dispatcher dispatcher;
    private final SweepPlan plan;
    private final Ledger ledger;
    private final BatchedLedger book;
    private final Path store;
    private final Sharing sharing;
    private final Vault vault;
    private final RowMaker rows;
    private final Progress progress;
    private final Map<StepKey, List<PlannedTrial>> waiting = new HashMap<>();

    /** @param store folder that driver and executors share */
    public SweepRunner(
            JavaSparkContext spark, SweepPlan plan, Ledger ledger, Path store, Sharing sharing, Progress progress)
            throws IOException {
        this(
                Dispatcher.filling(spark, new BranchTask(store.toString(), Build.version(), sharing)),
                plan,
                ledger,
                store,
                sharing,
                progress);
    }

    SweepRunner(Dispatcher dispatcher, SweepPlan plan, Ledger ledger, Path store, Sharing sharing, Progress progress)
            throws IOException {
        this.dispatcher = dispatcher;
        this.plan = plan;
        this.ledger = ledger;
        this.book = new BatchedLedger(ledger, ROWS_PER_BATCH, LONGEST_WAIT);
        this.store = store;
        this.vault = new Vault(ContentStore.open(store), sharing.access());
        this.sharing = sharing;
        this.rows = new RowMaker(plan);
        this.progress = progress;
    }

    /** Returns when every trial of the plan has its row. */
    public void run() throws Exception {
        for (Splits splits : plan.data()) {
            ExecutorData.share(store, splits);
        }
        ledger.plan(plan.trials().stream().map(rows::planRow).toList());
        Set<String> committed = ledger.committed();
        List<PlannedTrial> open = plan.trials().stream()
                .filter(t -> !committed.contains(t.id().hex()))
                .toList();
        progress.begin(plan.trials().size(), plan.trials().size() - open.size());
        try {
            bookKnown(open);
            grow();
        } finally {
            book.flush();
            progress.end();
        }
    }

    /** Books trials whose measurement is in the store; the others wait. */
    private void bookKnown(List<PlannedTrial> trials) throws IOException {
        for (PlannedTrial trial : trials) {
            Optional<Measurement> known = vault.measurement(trial.end());
            if (known.isPresent()) {
                book.add(rows.record(trial, known.get()));
                progress.known(known.get());
            } else {
                waiting.computeIfAbsent(trial.end(), end -> new ArrayList<>()).add(trial);
            }
        }
    }

    private void grow() throws Exception {
        CostModel costs = plan.planner().costs();
        List<Branch> branches = new ArrayList<>();
        Predicate<StepKey> stored = stored();
        for (SweepTree tree : sharing.trees(plan, waiting.keySet())) {
            branches.addAll(tree.branches(costs, waiting.keySet(), stored, SECONDS_PER_BRANCH));
        }
        long steps = branches.stream().mapToLong(Branch::stepsInAll).sum();
        LOG.debug("{} branches begin {} steps", branches.size(), steps);
        progress.steps(steps);
        dispatcher.run(branches, new Booking());
    }

    /** Snapshots to begin with: one that is damaged is made again. */
    private Predicate<StepKey> stored() throws IOException {
        Set<String> listed = vault.snapshots();
        return key -> {
            try {
                return listed.contains(key.value()) && vault.holds(key);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    /** Books what branches find. */
    private final class Booking implements Dispatcher.Listener {
        /** A store that cannot be written is no trial's fault: the sweep stops, to be gone on with later. */
        @Override
        public void finished(Dispatcher.Finished finished) throws IOException {
            if (finished.failure() instanceof StoreException full) {
                throw full;
            }
            for (StepKey key : finished.branch().measured()) {
                Measurement measurement = finished.measurements().get(key);
                book(key, measurement != null ? measurement : lost(finished));
            }
            progress.branch(finished.branch());
        }

        private Measurement lost(Dispatcher.Finished finished) {
            Throwable cause = finished.failure() != null
                    ? finished.failure()
                    : new IllegalStateException("Cannot find the result of a branch that finished");
            Provenance provenance = rows.provenance(finished.branch().root().dataHash());
            return Failures.measurement(cause, provenance);
        }

        private void book(StepKey key, Measurement measurement) throws IOException {
            List<PlannedTrial> trials = waiting.remove(key);
            if (trials != null) {
                for (PlannedTrial trial : trials) {
                    book.add(rows.record(trial, measurement));
                    progress.done(measurement);
                }
            }
        }

        @Override
        public void tick() throws IOException {
            book.flushIfDue();
            progress.tick();
        }
    }
}
