package io.espalier.spark.sweep;

import io.espalier.binding.Canonical;
import io.espalier.data.DataSpec;
import io.espalier.data.Splits;
import io.espalier.engine.Engine;
import io.espalier.plan.PlannedTrial;
import io.espalier.plan.PlannedTrial.Assessment;
import io.espalier.plan.tree.Branch;
import io.espalier.plan.tree.CostModel;
import io.espalier.plan.tree.CutRequest;
import io.espalier.plan.tree.StepKey;
import io.espalier.result.Measurement;
import io.espalier.result.MetricRow;
import io.espalier.result.TrialRow.Provenance;
import io.espalier.run.Failures;
import io.espalier.run.LostSnapshotException;
import io.espalier.run.store.SnapshotIndex;
import io.espalier.run.store.StepStore;
import io.espalier.spark.ledger.BatchedLedger;
import io.espalier.spark.ledger.Ledger;
import io.espalier.storage.ContentStore;
import io.espalier.storage.Storage;
import io.espalier.storage.StoreException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a plan: books what the store already knows, grows the tree of what is left, and books results as they come. A
 * trial that fails is a row like any other.
 */
public final class SweepRunner {
    private static final Logger LOG = LoggerFactory.getLogger(SweepRunner.class);
    private static final int ROWS_PER_BATCH = 500;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final Dispatcher dispatcher;
    private final SweepPlan plan;
    private final Ledger ledger;
    private final BatchedLedger book;
    private final Storage store;
    private final Sharing sharing;
    private final StepStore stepStore;
    private final RowMaker rows;
    private final Progress progress;
    private final Map<StepKey, List<Entry>> waiting = new HashMap<>();

    /** What is to be booked once a place is measured. */
    @FunctionalInterface
    private interface Entry {
        void book(Measurement measurement) throws IOException;
    }

    /** @param store folder that driver and executors share */
    public SweepRunner(
            JavaSparkContext spark, SweepPlan plan, Ledger ledger, Storage store, Sharing sharing, Progress progress)
            throws IOException {
        this(
                Dispatcher.filling(
                        spark,
                        new BranchTask(
                                store.location(),
                                Build.version(),
                                sharing,
                                plan.config().limits(),
                                progress.requests().of(spark),
                                progress.training(spark))),
                plan,
                ledger,
                store,
                sharing,
                progress);
    }

    SweepRunner(Dispatcher dispatcher, SweepPlan plan, Ledger ledger, Storage store, Sharing sharing, Progress progress)
            throws IOException {
        this.dispatcher = dispatcher;
        this.plan = plan;
        this.ledger = ledger;
        this.book = new BatchedLedger(ledger, ROWS_PER_BATCH, LONGEST_WAIT);
        this.store = progress.requests().counting(store);
        this.stepStore = new StepStore(ContentStore.open(this.store), sharing.access());
        this.sharing = sharing;
        this.rows = new RowMaker(plan);
        this.progress = progress;
    }

    /** Returns when every trial of the plan has its row. */
    public void run() throws Exception {
        new StoreRegistry(store).add(ledger.out());
        for (Map.Entry<DataSpec, Splits> data : plan.data().entrySet()) {
            ExecutorData.keep(store, data.getValue());
            DataRows rowsOf = DataRows.of(data.getKey(), data.getValue());
            ledger.describe(rowsOf.features(), rowsOf.labels());
        }
        StoredNetworks.share(store, plan.config());
        ledger.plan(plan.trials().stream().map(rows::planRow).toList());
        ledger.present(plan.trials().stream().map(rows::gridRow).toList());
        Set<String> committed = ledger.committed();
        List<PlannedTrial> open = plan.trials().stream()
                .filter(t -> !committed.contains(t.id().hex()))
                .toList();
        progress.begin(plan.trials().size(), plan.trials().size() - open.size());
        try {
            bookKnown(open);
            enterKnown();
            awaitLost();
            grow();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } finally {
            book.flush();
            progress.end();
        }
    }

    /** Makes {@link #run} end within seconds, by a {@link StoppedException}; for any thread. */
    public void stop() {
        dispatcher.stop();
    }

    /** Books trials whose measurement is in the store; the others wait. */
    private void bookKnown(List<PlannedTrial> trials) throws IOException {
        Predicate<StepKey> measured = stepStore.measured();
        for (PlannedTrial trial : trials) {
            Optional<Measurement> known =
                    measured.test(trial.end()) ? stepStore.measurement(trial.end()) : Optional.empty();
            if (known.isPresent()) {
                book.add(rows.record(trial, known.get()));
                progress.known(known.get());
            } else {
                await(trial.end(), measurement -> {
                    book.add(rows.record(trial, measurement));
                    progress.done(measurement);
                });
            }
        }
    }

    /** The same of metrics that are not entered yet; those of trials that failed never are. */
    private void enterKnown() throws IOException {
        if (plan.config().metrics().isEmpty()) {
            return;
        }
        Set<String> entered = ledger.entered();
        Set<String> failed = ledger.failed();
        for (PlannedTrial trial : plan.trials()) {
            String id = trial.id().hex();
            for (Assessment assessment : failed.contains(id) ? List.<Assessment>of() : trial.assessments()) {
                if (!entered.contains(MetricRow.name(id, Canonical.json(assessment.metric())))) {
                    assess(trial, assessment);
                }
            }
        }
    }

    private void assess(PlannedTrial trial, Assessment assessment) throws IOException {
        Optional<Measurement> known = stepStore.measurement(assessment.key());
        if (known.isPresent()) {
            book.add(rows.metric(trial, assessment.metric(), known.get()));
        } else {
            await(assessment.key(), measurement -> {
                book.add(rows.metric(trial, assessment.metric(), measurement));
                progress.assessed();
            });
        }
    }

    private void await(StepKey place, Entry entry) {
        waiting.computeIfAbsent(place, key -> new ArrayList<>()).add(entry);
    }

    /** Measures again what was found damaged since its row was booked. */
    private void awaitLost() throws IOException {
        Set<StepKey> unmeasured = stepStore.lostMeasurements();
        plan.trials().stream()
                .flatMap(trial -> Stream.concat(
                        Stream.of(trial.end()), trial.assessments().stream().map(Assessment::key)))
                .filter(unmeasured::contains)
                .forEach(end -> waiting.computeIfAbsent(end, key -> new ArrayList<>()));
    }

    /** Grows what is left; once more, from further before, where a snapshot turned out to be lost. */
    private void grow() throws Exception {
        SnapshotIndex snapshotIndex = stepStore.snapshotIndex();
        CostFactors factors = CostFactors.in(store);
        Booking booking;
        do {
            List<Branch> branches = branches(snapshotIndex);
            LOG.debug("{} branches begin", branches.size());
            progress.planned(branches, plan.chains().costs(), factors);
            share(branches);
            booking = new Booking(snapshotIndex);
            dispatcher.run(branches, booking);
        } while (!booking.lost.isEmpty());
        CostFactors learned = progress.learned(factors);
        if (!learned.equals(factors)) {
            learned.write(store);
        }
    }

    /** Where nothing is left to run nobody reads the data, however large they are. */
    private void share(List<Branch> branches) throws IOException {
        for (Splits splits :
                branches.isEmpty() ? List.<Splits>of() : plan.data().values()) {
            ExecutorData.share(store, splits);
        }
    }

    private List<Branch> branches(SnapshotIndex snapshotIndex) {
        CostModel costs = plan.chains().costs();
        CutRequest request =
                new CutRequest(waiting.keySet(), plan.plan().dense(), snapshotIndex::isLost, snapshotIndex::holds);
        return sharing.trees(plan, waiting.keySet()).stream()
                .flatMap(tree -> tree.branches(costs, request, sharing.secondsPerBranch()).stream())
                .toList();
    }

    /** Books what branches find. */
    private final class Booking implements Dispatcher.Listener {
        private final SnapshotIndex snapshotIndex;
        private final Set<StepKey> lost = new HashSet<>();

        Booking(SnapshotIndex snapshotIndex) {
            this.snapshotIndex = snapshotIndex;
        }

        /** A store that cannot be written is no trial's fault: the sweep stops, to be gone on with later. */
        @Override
        public void finished(Dispatcher.Finished finished) throws IOException {
            if (finished.failure() instanceof StoreException full) {
                throw full;
            }
            if (finished.failure() instanceof LostSnapshotException failure && isNews(failure.key())) {
                return;
            }
            for (StepKey key : finished.branch().measured()) {
                Measurement measurement = finished.measurements().get(key);
                book(key, measurement != null ? measurement : lost(finished));
            }
            progress.branch(finished.branch(), finished.took());
        }

        @Override
        public void submitted(List<Branch> branches, int slots) {
            progress.submitted(branches, slots);
        }

        /** False where it was lost before: then it cannot be made again, and what needs it fails. */
        private boolean isNews(StepKey snapshot) {
            if (snapshotIndex.lose(snapshot)) {
                lost.add(snapshot);
            }
            return lost.contains(snapshot);
        }

        private Measurement lost(Dispatcher.Finished finished) {
            Throwable cause = finished.failure() != null
                    ? finished.failure()
                    : new IllegalStateException("Cannot find the result of a branch that finished");
            Provenance provenance = rows.provenance(finished.branch().root().dataHash());
            return new Failures(Engine.ofProcess()).measurement(cause, provenance);
        }

        private void book(StepKey key, Measurement measurement) throws IOException {
            List<Entry> entries = waiting.remove(key);
            if (entries != null) {
                for (Entry entry : entries) {
                    entry.book(measurement);
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
