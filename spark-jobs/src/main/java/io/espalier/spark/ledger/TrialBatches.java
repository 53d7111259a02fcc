package io.espalier.spark.ledger;

import io.espalier.result.CurveRow;
import io.espalier.result.LayerRow;
import io.espalier.result.TrialRecord;
import io.espalier.result.TrialRow;
import io.espalier.spark.table.ParquetTable;
import io.espalier.spark.table.Part;
import io.espalier.spark.table.SweepTables;
import io.espalier.storage.DamagedException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The trials of a sweep with their layers and curves, in batches.
 *
 * <p>A batch is three parts under one sequence number: layers and curves first, trials last. A number belongs to whoever
 * publishes its trials part, so that part is the commit point. A driver that finds a number taken learns what is in it
 * and goes on with the next; one that finds layers or curves of a number without trials, left by a driver that died or
 * is about to commit, first closes the number with an empty trials part and then moves those aside. A batch that is
 * damaged is opened up in the same way: its parts go aside, its trials count as not committed.
 */
final class TrialBatches {
    /** Footer key of the batch that a part belongs to. */
    static final String BATCH = Part.BATCH;

    private static final String TRIAL_ID = "trial_id";

    private final SweepTables tables;
    private final Supplier<Map<String, String>> footer;
    private final Set<String> committed = new LinkedHashSet<>();
    private int next;

    /** @param footer of a new batch */
    TrialBatches(SweepTables tables, Supplier<Map<String, String>> footer) {
        this.tables = tables;
        this.footer = footer;
    }

    /** Reads all that is there, number by number, so that nothing that comes later goes unseen. */
    void load() throws IOException {
        int batches = following(tables.trials().parts().keySet());
        while (next < batches || isBegun(next)) {
            settle();
        }
    }

    /** Ids of all trials that have their row. */
    Set<String> committed() {
        return Collections.unmodifiableSet(new LinkedHashSet<>(committed));
    }

    /** Commits trials; those committed before are left out. How many were new. */
    int append(List<TrialRecord> finished, AppendOnlyTable.Permit permit) throws IOException {
        while (true) {
            permit.check();
            List<TrialRecord> fresh = without(committed, finished, TrialBatches::id);
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

    /** How the trials ended that have their row, by id. */
    Map<String, TrialRow.State> states() throws IOException {
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
    int reopen(Set<TrialRow.State> states, AppendOnlyTable.Permit permit) throws IOException {
        int before = committed.size();
        for (Map.Entry<Integer, Part<TrialRow>> entry : tables.trials().parts().entrySet()) {
            permit.check();
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
        Map<String, String> own = footer.get();
        return tables.layers().publish(next, layers, own)
                && tables.curves().publish(next, curves, own)
                && tables.trials().publish(next, trials, own);
    }

    /** Makes sure that the next number is closed, learns what was committed in it, and moves aside what was not. */
    private void settle() throws IOException {
        Optional<String> damage = damage(next);
        if (damage.isPresent()) {
            tables.trials().setAside(next, damage.get());
        }
        if (tables.trials().part(next).isEmpty()) {
            tables.trials().publish(next, List.of(), footer.get());
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

    private boolean isBegun(int sequence) throws IOException {
        return tables.layers().part(sequence).isPresent()
                || tables.curves().part(sequence).isPresent()
                || tables.trials().part(sequence).isPresent();
    }

    private void setAsideOrphan(ParquetTable<?> table, Optional<String> owner) throws IOException {
        if (table.part(next).isPresent() && !isOf(owner, table, next)) {
            table.setAside(next, "it belongs to a batch that was never committed or is damaged");
        }
    }

    private static boolean isOf(Optional<String> owner, ParquetTable<?> table, int sequence) throws IOException {
        try {
            return batch(table, sequence).equals(owner);
        } catch (DamagedException e) {
            return false;
        }
    }

    /** The batch that a part belongs to; none if there is no such part, or not any more. */
    static <T extends Record> Optional<String> batch(ParquetTable<T> table, int sequence) throws IOException {
        Optional<Part<T>> part = table.part(sequence);
        try {
            return part.isEmpty()
                    ? Optional.empty()
                    : Optional.ofNullable(part.get().footer().get(BATCH));
        } catch (FileNotFoundException e) {
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

    /** Rows whose id is not among these, each id once. */
    static <R> List<R> without(Set<String> ids, List<R> rows, Function<R, String> id) {
        return List.copyOf(rows.stream()
                .filter(row -> !ids.contains(id.apply(row)))
                .collect(Collectors.toMap(id, Function.identity(), (first, again) -> first, LinkedHashMap::new))
                .values());
    }

    static String id(TrialRecord record) {
        return record.trial().identity().trialId();
    }
}
