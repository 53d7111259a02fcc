package io.espalier.spark.ledger;

import io.espalier.plan.tree.StepKey;
import io.espalier.result.FeatureRow;
import io.espalier.result.LabelRow;
import io.espalier.result.MetricRow;
import io.espalier.result.PlanRow;
import io.espalier.run.store.StepStore;
import io.espalier.spark.table.ParquetTable;
import io.espalier.spark.table.Part;
import io.espalier.spark.table.SweepTables;
import io.espalier.storage.ContentStore;
import io.espalier.storage.DamagedException;
import io.espalier.storage.Storage;
import io.espalier.storage.StoreException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Takes what is damaged out of a sweep's output, so that its next run makes just that again: rows of a batch that cannot
 * be read come from the store's measurements, a blob that is not what was written is computed from the last whole
 * snapshot before it. What is damaged is kept beside, in {@code tables/_orphans} and the store's {@code _damaged}.
 * What is surplus, strangers' files and copies of parts, goes to {@code _orphans} as well, and nothing replaces it.
 *
 * @param surplus what was found that nobody needs, each in a line
 * @param blobs of the store that are to be made again
 * @param parts of the tables whose rows are to be made again
 */
public record Repair(List<String> surplus, List<String> blobs, List<String> parts) {
    public Repair {
        surplus = List.copyOf(surplus);
        blobs = List.copyOf(blobs);
        parts = List.copyOf(parts);
    }

    /** This with more that was found and nobody needs. */
    public Repair and(List<String> moreSurplus) {
        return new Repair(Stream.of(surplus, moreSurplus).flatMap(List::stream).toList(), blobs, parts);
    }

    /** All that was taken out, each in a line. */
    public List<String> setAside() {
        return Stream.of(surplus, blobs, parts).flatMap(List::stream).toList();
    }

    /**
     * Reads all of a sweep's output, and all of a store if one is given. A driver that still runs there has to stop where
     * its tables are touched.
     *
     * @throws StoreException if the folder holds no sweep
     */
    public static Repair of(Storage out, Optional<Storage> store) throws IOException {
        checkIsSweep(out);
        List<String> surplus = new ArrayList<>(Strays.in(out).setAside());
        surplus.addAll(copies(out));
        List<String> parts = new ArrayList<>(tables(out));
        List<String> blobs = new ArrayList<>();
        if (store.isPresent()) {
            differing(out, store.get(), blobs, parts);
            for (String blob : ContentStore.open(store.get()).setDamagedAside()) {
                blobs.add(store.get().locate(blob));
            }
        }
        return new Repair(surplus, blobs, parts);
    }

    /** A damaged description stays: without it the folder would count as empty. The sweep's next run writes another. */
    private static void checkIsSweep(Storage out) throws IOException {
        try {
            SweepDescription.required(out, "repair");
        } catch (DamagedException e) {
            // It is one all the same.
        }
    }

    private static List<String> copies(Storage out) throws IOException {
        SweepTables tables = SweepTables.in(out);
        List<String> found = new ArrayList<>();
        found.addAll(setAside(out, tables.plan(), Copies.in(tables.plan(), PlanRow::trialId)));
        found.addAll(setAside(out, tables.metrics(), Copies.in(tables.metrics(), MetricRow::name)));
        found.addAll(setAside(out, tables.features(), Copies.in(tables.features(), FeatureRow::name)));
        found.addAll(setAside(out, tables.labels(), Copies.in(tables.labels(), LabelRow::name)));
        found.addAll(setAside(out, tables.grid(), Copies.in(tables.grid(), row -> row.grid() + " " + row.trialId())));
        found.addAll(setAside(
                out, tables, Copies.in(tables.trials(), row -> row.identity().trialId())));
        return found;
    }

    private static List<String> tables(Storage out) throws IOException {
        SweepTables tables = SweepTables.in(out);
        List<String> found = new ArrayList<>();
        for (ParquetTable<?> alone : tables.standalone()) {
            found.addAll(setAside(out, alone, unreadable(alone)));
        }
        found.addAll(setAside(out, tables, broken(tables)));
        return found;
    }

    private static List<String> setAside(Storage out, ParquetTable<?> table, SortedSet<Integer> sequences)
            throws IOException {
        List<String> found = new ArrayList<>();
        for (int sequence : sequences) {
            Lease.take(out);
            found.addAll(setAside(table, sequence));
        }
        return found;
    }

    private static List<String> setAside(Storage out, SweepTables tables, SortedSet<Integer> batches)
            throws IOException {
        List<String> found = new ArrayList<>();
        for (int sequence : batches) {
            Lease.take(out);
            found.addAll(setAside(tables, sequence));
        }
        return found;
    }

    /** Trials first: what is not committed may lack anything. */
    private static List<String> setAside(SweepTables tables, int sequence) throws IOException {
        List<String> found = new ArrayList<>(setAside(tables.trials(), sequence));
        found.addAll(setAside(tables.layers(), sequence));
        found.addAll(setAside(tables.curves(), sequence));
        return found;
    }

    /**
     * Where a row is not what its measurement says one of the two was changed, and nobody can tell which: both go, and the
     * measurement is made again.
     */
    private static void differing(Storage out, Storage store, List<String> blobs, List<String> parts)
            throws IOException {
        SweepTables tables = SweepTables.in(out);
        StepStore stepStore = new StepStore(ContentStore.open(store), StepStore.Access.REUSE);
        for (int sequence : tables.trials().parts().keySet()) {
            Set<StepKey> keys = new StoredMeasurements(stepStore).compare(Batch.read(tables, sequence));
            setAside(stepStore, keys, blobs);
            if (!keys.isEmpty()) {
                Lease.take(out);
                parts.addAll(setAside(tables, sequence));
            }
        }
        for (int sequence : tables.metrics().parts().keySet()) {
            Set<StepKey> keys = StoredMetrics.of(stepStore, tables).compare(Batch.rows(tables.metrics(), sequence));
            setAside(stepStore, keys, blobs);
            if (!keys.isEmpty()) {
                Lease.take(out);
                parts.addAll(setAside(tables.metrics(), sequence));
            }
        }
    }

    private static void setAside(StepStore stepStore, Set<StepKey> measurements, List<String> blobs)
            throws IOException {
        for (StepKey key : measurements) {
            blobs.add(stepStore.setMeasurementAside(key));
        }
    }

    /** Batches of which a part cannot be read to its end, or is missing, of another batch or of other trials. */
    private static SortedSet<Integer> broken(SweepTables tables) throws IOException {
        SortedSet<Integer> broken = unreadable(tables.trials());
        broken.addAll(unreadable(tables.layers()));
        broken.addAll(unreadable(tables.curves()));
        for (int sequence : tables.trials().parts().keySet()) {
            if (!broken.contains(sequence) && !belongsTogether(tables, sequence)) {
                broken.add(sequence);
            }
        }
        return broken;
    }

    private static boolean belongsTogether(SweepTables tables, int sequence) throws IOException {
        Set<String> trials = trials(tables.trials(), sequence);
        Optional<String> owner = TrialBatches.batch(tables.trials(), sequence);
        for (ParquetTable<?> table : List.of(tables.layers(), tables.curves())) {
            boolean isOfThem = trials.containsAll(trials(table, sequence));
            if (!isOfThem || (!trials.isEmpty() && !owner.equals(TrialBatches.batch(table, sequence)))) {
                return false;
            }
        }
        return true;
    }

    private static Set<String> trials(ParquetTable<?> table, int sequence) throws IOException {
        Optional<? extends Part<?>> part = table.part(sequence);
        return part.isPresent() ? Set.copyOf(part.get().strings("trial_id")) : Set.of();
    }

    private static <T extends Record> SortedSet<Integer> unreadable(ParquetTable<T> table) throws IOException {
        SortedSet<Integer> unreadable = new TreeSet<>();
        for (Map.Entry<Integer, Part<T>> part : table.parts().entrySet()) {
            try {
                part.getValue().rows();
            } catch (DamagedException e) {
                unreadable.add(part.getKey());
            }
        }
        return unreadable;
    }

    private static <T extends Record> List<String> setAside(ParquetTable<T> table, int sequence) throws IOException {
        Optional<Part<T>> part = table.part(sequence);
        if (part.isEmpty()) {
            return List.of();
        }
        table.setAside(sequence);
        return List.of(part.get().file());
    }
}
