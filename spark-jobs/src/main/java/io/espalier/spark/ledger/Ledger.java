package io.espalier.spark.ledger;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.result.FeatureRow;
import io.espalier.result.GridRow;
import io.espalier.result.LabelRow;
import io.espalier.result.MetricRow;
import io.espalier.result.PlanRow;
import io.espalier.result.TrialRecord;
import io.espalier.result.TrialRow;
import io.espalier.spark.table.Part;
import io.espalier.spark.table.SweepTables;
import io.espalier.storage.Content;
import io.espalier.storage.DamagedException;
import io.espalier.storage.Storage;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/**
 * The append-only book of one sweep: an output folder with {@code sweep.json}, the tables and the leases. Every
 * trial is committed once, whoever appends it and however often.
 *
 * <p>Trials, layers and curves come in {@linkplain TrialBatches batches}. The plan, what metrics found, and what features
 * and labels are, are {@linkplain AppendOnlyTable tables of which each part stands alone}. So do the parts of the
 * {@linkplain GridHistory grids}.
 */
public final class Ledger {
    private static final String TRIAL_ID = "trial_id";

    private final Storage out;
    private final SweepDescription sweep;
    private final Lease lease;
    private final SweepTables tables;
    private final AppendOnlyTable<PlanRow> plan;
    private final AppendOnlyTable<MetricRow> metrics;
    private final AppendOnlyTable<FeatureRow> features;
    private final AppendOnlyTable<LabelRow> labels;
    private final GridHistory grids;
    private final TrialBatches batches;

    private Ledger(Storage out, SweepTables tables, SweepDescription sweep, Lease lease) {
        this.out = out;
        this.sweep = sweep;
        this.lease = lease;
        this.tables = tables;
        this.plan =
                new AppendOnlyTable<>(tables.plan(), PlanRow::trialId, part -> part.strings(TRIAL_ID), this::footer);
        this.metrics = new AppendOnlyTable<>(
                tables.metrics(), MetricRow::name, part -> names(part, MetricRow::name), this::footer);
        this.features = new AppendOnlyTable<>(
                tables.features(), FeatureRow::name, part -> names(part, FeatureRow::name), this::footer);
        this.labels = new AppendOnlyTable<>(
                tables.labels(), LabelRow::name, part -> names(part, LabelRow::name), this::footer);
        this.grids = new GridHistory(tables.grid(), this::footer);
        this.batches = new TrialBatches(tables, this::footer);
    }

    /** The sweep's output folder. */
    public Storage out() {
        return out;
    }

    /**
     * Opens the output folder of a sweep, creating it if need be, and takes the lease: a driver that still runs there
     * gets a {@link LostLeaseException} when it next appends. An open batch of a driver that died is set aside.
     *
     * A damaged or missing {@code sweep.json} is written anew if the plan is of this sweep.
     *
     * @throws io.espalier.storage.StoreException if the folder holds another sweep or tables of another schema
     *     version, or cannot be written
     */
    public static Ledger open(Storage out, SweepDescription sweep) throws IOException {
        return open(out, SweepTables.in(out), sweep);
    }

    /** The same, with tables of another format. */
    static Ledger open(Storage out, SweepTables tables, SweepDescription sweep) throws IOException {
        Optional<SweepDescription> before = before(out, tables, sweep);
        if (before.isPresent()) {
            before.get().checkContinuedBy(sweep, out);
        }
        Ledger ledger = new Ledger(out, tables, sweep, Lease.take(out));
        if (!before.equals(Optional.of(sweep))) {
            ledger.describe();
        }
        ledger.load();
        return ledger;
    }

    private static Optional<SweepDescription> before(Storage out, SweepTables tables, SweepDescription sweep)
            throws IOException {
        Optional<SweepDescription> described;
        try {
            described = SweepDescription.in(out);
        } catch (DamagedException e) {
            described = Optional.empty();
        }
        if (described.isEmpty()) {
            for (Part<PlanRow> part : tables.plan().parts().values()) {
                for (String planned : sweeps(part)) {
                    sweep.checkContinues(planned, out);
                }
            }
        }
        return described;
    }

    /** The sweeps that a part of the plan is of; none if it cannot be read. */
    private static Set<String> sweeps(Part<PlanRow> part) throws IOException {
        try {
            return Set.copyOf(part.strings("sweep"));
        } catch (DamagedException e) {
            return Set.of();
        }
    }

    /** Plans trials; those that are planned already stay as they are. */
    public synchronized void plan(List<PlanRow> trials) throws IOException {
        plan.enter(TrialBatches.without(Set.of(), trials, PlanRow::trialId), lease::check);
    }

    /** What the trials of the present file are in it; that of an earlier file stays readable. */
    public synchronized void present(List<GridRow> grid) throws IOException {
        grids.enter(grid, lease::check);
    }

    /** Ids of all planned trials, in the order of the plan. */
    public synchronized Set<String> planned() {
        return plan.known();
    }

    /** Ids of all trials that have their row. */
    public synchronized Set<String> committed() {
        return batches.committed();
    }

    /**
     * Commits finished trials; when this returns they survive a power cut. Trials committed before are left out.
     *
     * @return how many were new
     * @throws LostLeaseException if another driver has opened the sweep
     * @throws io.espalier.storage.StoreException if the folder cannot be written; nothing is committed then, and the
     *     same records can be appended again
     */
    public synchronized int append(List<TrialRecord> finished) throws IOException {
        for (TrialRecord record : finished) {
            check(plan.knows(TrialBatches.id(record)), TRIAL_ID, TrialBatches.id(record), "be planned");
        }
        return batches.append(finished, lease::check);
    }

    /** Enters what metrics found; what is entered of a metric of a trial stays as it is. */
    public synchronized void enter(List<MetricRow> found) throws IOException {
        for (MetricRow row : found) {
            check(plan.knows(row.trialId()), TRIAL_ID, row.trialId(), "be planned");
        }
        metrics.enter(found, lease::check);
    }

    /** Tells what the features and labels of data are; what is told of the same data stays as it is. */
    public synchronized void describe(List<FeatureRow> inputs, List<LabelRow> outputs) throws IOException {
        features.enter(inputs, lease::check);
        labels.enter(outputs, lease::check);
    }

    /** Names of the metrics of trials that are entered, as {@link MetricRow#name()} has them. */
    public synchronized Set<String> entered() {
        return metrics.known();
    }

    private static <T extends Record> List<String> names(Part<T> part, Function<T, String> name) throws IOException {
        return part.rows().stream().map(name).toList();
    }

    /** Ids of trials that have their row and did not complete. */
    public synchronized Set<String> failed() throws IOException {
        Map<String, TrialRow.State> states = states();
        states.values().removeIf(state -> state == TrialRow.State.COMPLETED);
        return states.keySet();
    }

    /** How the trials ended that have their row, by id. */
    public synchronized Map<String, TrialRow.State> states() throws IOException {
        return batches.states();
    }

    /**
     * Takes the rows of trials that ended in one of these states back, so that they are open again.
     *
     * @return how many are open again
     */
    public synchronized int reopen(Set<TrialRow.State> states) throws IOException {
        return batches.reopen(states, lease::check);
    }

    /** Reads all that is there, number by number, so that nothing that comes later goes unseen. */
    private void load() throws IOException {
        plan.load();
        metrics.load();
        features.load();
        labels.load();
        batches.load();
        if (!plan.known().containsAll(batches.committed())) {
            planCommitted();
        }
    }

    /** Plans again what has its row but was planned in a part that was damaged. */
    private void planCommitted() throws IOException {
        plan(tables.trials().rows().stream().map(Ledger::planned).toList());
    }

    private static PlanRow planned(TrialRow row) {
        TrialRow.Identity i = row.identity();
        String place = row.setup() == null ? null : row.setup().place();
        return new PlanRow(
                i.trialId(), i.sweep(), i.seed(), i.control(), i.round(), i.stepKey(), i.axes(), i.recipe(), place);
    }

    private void describe() throws IOException {
        if (!out.list(SweepDescription.FILE).isEmpty()) {
            Strays.setAside(out, SweepDescription.FILE);
        }
        out.replace(SweepDescription.FILE, Content.of(sweep.toJson()));
    }

    /** With a batch of its own. */
    private Map<String, String> footer() {
        String batch = UUID.randomUUID().toString();
        return Map.of("sweep", sweep.sweep(), "codeVersion", sweep.codeVersion(), TrialBatches.BATCH, batch);
    }
}
