package io.espalier.spark.ledger;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.result.CurveRow;
import io.espalier.result.FeatureRow;
import io.espalier.result.GridRow;
import io.espalier.result.LabelRow;
import io.espalier.result.LayerRow;
import io.espalier.result.MetricRow;
import io.espalier.result.PlanRow;
import io.espalier.result.TrialRecord;
import io.espalier.result.TrialRow;
import io.espalier.spark.table.ParquetTable;
import io.espalier.spark.table.Part;
import io.espalier.spark.table.SweepTables;
import io.espalier.storage.AtomicFile;
import io.espalier.storage.DamagedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The append-only book of one sweep: an output folder with {@code sweep.json}, the tables and the leases. Every
 * trial is committed once, whoever appends it and however often.
 *
 * <p>A batch is three parts under one sequence number: layers and curves first, trials last. A number belongs to whoever
 * publishes its trials part, so that part is the commit point. A driver that finds a number taken learns what is in it
 * and goes on with the next; one that finds layers or curves of a number without trials, left by a driver that died or
 * is about to commit, first closes the number with an empty trials part and then moves those aside. A batch that is
 * damaged is opened up in the same way: its parts go aside, its trials count as not committed.
 *
 * <p>The plan, what metrics found, and what features and labels are, are {@link AppendOnlyTable registers}: each of their parts
 * stands alone. So do the parts of the {@link GridHistory grids}.
 */
public final class Ledger {
    private static final String BATCH = "batch";
    private static final String TRIAL_ID = "trial_id";

    private final Path out;
    private final SweepDescription sweep;
    private final Lease lease;
    private final SweepTables tables;
    private final AppendOnlyTable<PlanRow> plan;
    private final AppendOnlyTable<MetricRow> metrics;
    private final AppendOnlyTable<FeatureRow> features;
    private final AppendOnlyTable<LabelRow> labels;
    private final GridHistory grids;
    private final Set<String> committed = new LinkedHashSet<>();
    private int next;

    private Ledger(Path out, SweepDescription sweep, Lease lease) {
        this.out = out;
        this.sweep = sweep;
        this.lease = lease;
        this.tables = SweepTables.in(out);
        this.plan =
                new AppendOnlyTable<>(tables.plan(), PlanRow::trialId, part -> part.strings(TRIAL_ID), this::footer);
        this.metrics = new AppendOnlyTable<>(
                tables.metrics(), MetricRow::name, part -> names(part, MetricRow::name), this::footer);
        this.features = new AppendOnlyTable<>(
                tables.features(), FeatureRow::name, part -> names(part, FeatureRow::name), this::footer);
        this.labels = new AppendOnlyTable<>(
                tables.labels(), LabelRow::name, part -> names(part, LabelRow::name), this::footer);
        this.grids = new GridHistory(tables.grid(), this::footer);
    }

    /** The sweep's output folder. */
    public Path out() {
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
    public static Ledger open(Path out, SweepDescription sweep) throws IOException {
        Optional<SweepDescription> before = before(out, sweep);
        if (before.isPresent()) {
            before.get().checkContinuedBy(sweep, out);
        }
        Ledger ledger = new Ledger(out, sweep, Lease.take(out));
        if (!before.equals(Optional.of(sweep))) {
            ledger.describe();
        }
        ledger.load();
        return ledger;
    }

    private static Optional<SweepDescription> before(Path out, SweepDescription sweep) throws IOException {
        Optional<SweepDescription> described;
        try {
            described = SweepDescription.in(out);
        } catch (DamagedException e) {
            described = Optional.empty();
        }
        if (described.isEmpty()) {
            for (Part<PlanRow> part : SweepTables.in(out).plan().parts().values()) {
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
        plan.enter(without(Set.of(), trials, PlanRow::trialId), lease::check);
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
        return Collections.unmodifiableSet(new LinkedHashSet<>(committed));
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
            check(plan.knows(id(record)), TRIAL_ID, id(record), "be planned");
        }
        while (true) {
            lease.check();
            List<TrialRecord> fresh = without(committed, finished, Ledger::id);
            if (fresh.isEmpty()) {
                return 0;
            }
            if (commit(fresh)) {
                fresh.forEach(record -> committed.add(id(record)));
                next++;
                return fresh.size();
            }
            settle();
        }
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
        Map<String, TrialRow.State> states = new LinkedHashMap<>();
        for (Part<TrialRow> part : tables.trials().parts().values()) {
            List<String> ids = part.strings(TRIAL_ID);
            List<String> ends = part.strings("state");
            IntStream.range(0, ids.size()).forEach(i -> states.put(ids.get(i), TrialRow.State.valueOf(ends.get(i))));
        }
        return states;
    }

    /**
     * Takes the rows of trials that ended in one of these states back, so that they are open again. The one way in which a
     * part changes: it is replaced at once by one without those rows, so no trial has two rows at any moment, and a driver
     * that dies after leaves trials that the next one finds open. Trials of such states have no layers and no curve.
     *
     * @return how many are open again
     */
    public synchronized int reopen(Set<TrialRow.State> states) throws IOException {
        int before = committed.size();
        for (Map.Entry<Integer, Part<TrialRow>> entry : tables.trials().parts().entrySet()) {
            lease.check();
            Part<TrialRow> part = entry.getValue();
            List<TrialRow> gone = part.rows().stream()
                    .filter(row -> states.contains(row.outcome().state()))
                    .toList();
            if (!gone.isEmpty()) {
                List<TrialRow> kept = new ArrayList<>(part.rows());
                kept.removeAll(gone);
                tables.trials().replace(entry.getKey(), kept, part.footer());
                gone.forEach(row -> committed.remove(row.identity().trialId()));
            }
        }
        return before - committed.size();
    }

    private boolean commit(List<TrialRecord> records) throws IOException {
        List<LayerRow> layers =
                records.stream().flatMap(record -> record.layers().stream()).toList();
        List<CurveRow> curves =
                records.stream().flatMap(record -> record.curve().stream()).toList();
        List<TrialRow> trials = records.stream().map(TrialRecord::trial).toList();
        Map<String, String> footer = footer();
        return tables.layers().publish(next, layers, footer)
                && tables.curves().publish(next, curves, footer)
                && tables.trials().publish(next, trials, footer);
    }

    /** Reads all that is there, number by number, so that nothing that comes later goes unseen. */
    private void load() throws IOException {
        plan.load();
        metrics.load();
        features.load();
        labels.load();
        int batches = following(tables.trials().parts().keySet());
        while (next < batches || isBegun(next)) {
            settle();
        }
        if (!plan.known().containsAll(committed)) {
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

    /** Makes sure that the next number is closed, learns what was committed in it, and moves aside what was not. */
    private void settle() throws IOException {
        Optional<String> damage = damage(next);
        if (damage.isPresent()) {
            tables.trials().setAside(next, damage.get());
        }
        if (tables.trials().part(next).isEmpty()) {
            tables.trials().publish(next, List.of(), footer());
        }
        committed.addAll(ids(tables.trials(), next));
        Optional<String> owner = batch(tables.trials(), next);
        setAsideOrphan(tables.layers(), owner);
        setAsideOrphan(tables.curves(), owner);
        next++;
    }

    /** Why not all of a committed batch can be read now, if that is so: then its trials have to be committed again. */
    private Optional<String> damage(int sequence) throws IOException {
        try {
            if (ids(tables.trials(), sequence).isEmpty()) {
                return Optional.empty();
            }
            Optional<String> owner = batch(tables.trials(), sequence);
            for (ParquetTable<?> table : List.of(tables.layers(), tables.curves())) {
                if (!isOf(owner, table, sequence)) {
                    return Optional.of("the part of " + table.name() + " in its batch is missing or damaged");
                }
            }
            return Optional.empty();
        } catch (DamagedException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private boolean isBegun(int sequence) {
        return Stream.of(tables.layers(), tables.curves(), tables.trials())
                .anyMatch(table -> table.part(sequence).isPresent());
    }

    private void setAsideOrphan(ParquetTable<?> table, Optional<String> owner) throws IOException {
        if (table.part(next).isPresent() && !isOf(owner, table, next)) {
            table.setAside(next, "it is of a batch that was never committed, or damaged");
        }
    }

    private static boolean isOf(Optional<String> owner, ParquetTable<?> table, int sequence) throws IOException {
        try {
            return batch(table, sequence).equals(owner);
        } catch (DamagedException e) {
            return false;
        }
    }

    private void describe() throws IOException {
        Path staged = AtomicFile.createFolders(out.resolve("_staging")).resolve("sweep." + UUID.randomUUID());
        if (Files.isDirectory(SweepDescription.fileIn(out))) {
            Strays.setAside(out, SweepDescription.fileIn(out));
        }
        AtomicFile.write(staged, ByteBuffer.wrap(sweep.toJson()));
        AtomicFile.move(staged, SweepDescription.fileIn(out));
    }

    /** With a batch of its own. */
    private Map<String, String> footer() {
        String batch = UUID.randomUUID().toString();
        return Map.of("sweep", sweep.sweep(), "codeVersion", sweep.codeVersion(), BATCH, batch);
    }

    /** The batch that a part belongs to; none if there is no such part, or not any more. */
    static <T extends Record> Optional<String> batch(ParquetTable<T> table, int sequence) throws IOException {
        Optional<Part<T>> part = table.part(sequence);
        try {
            return part.isEmpty()
                    ? Optional.empty()
                    : Optional.ofNullable(part.get().footer().get(BATCH));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static <T extends Record> List<String> ids(ParquetTable<T> table, int sequence) throws IOException {
        Optional<Part<T>> part = table.part(sequence);
        return part.isEmpty() ? List.of() : part.get().strings(TRIAL_ID);
    }

    private static int following(Collection<Integer> sequences) {
        return sequences.stream().mapToInt(Integer::intValue).max().orElse(-1) + 1;
    }

    private static <R> List<R> without(Set<String> ids, List<R> rows, Function<R, String> id) {
        return List.copyOf(rows.stream()
                .filter(row -> !ids.contains(id.apply(row)))
                .collect(Collectors.toMap(id, Function.identity(), (first, again) -> first, LinkedHashMap::new))
                .values());
    }

    private static String id(TrialRecord record) {
        return record.trial().identity().trialId();
    }
}
