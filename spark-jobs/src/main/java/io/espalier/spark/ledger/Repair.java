package io.espalier.spark.ledger;

import io.espalier.plan.StepKey;
import io.espalier.run.Vault;
import io.espalier.snapshot.ContentStore;
import io.espalier.snapshot.DamagedException;
import io.espalier.snapshot.StoreException;
import io.espalier.spark.table.ParquetTable;
import io.espalier.spark.table.Part;
import io.espalier.spark.table.SweepTables;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Takes what is damaged out of a sweep's output, so that its next run makes just that again: rows of a batch that cannot
 * be read come from the store's measurements, a blob that is not what was written is computed from the last whole
 * snapshot before it. What is damaged is kept beside, in {@code tables/_orphans} and the store's {@code _damaged}.
 *
 * @param setAside what was found, each in a line
 */
public record Repair(List<String> setAside) {
    public Repair {
        setAside = List.copyOf(setAside);
    }

    /**
     * Reads all of a sweep's output, and all of a store if one is given. A driver that still runs there has to stop where
     * its tables are touched.
     *
     * @throws StoreException if the folder holds no sweep
     */
    public static Repair of(Path out, Optional<Path> store) throws IOException {
        List<String> found = new ArrayList<>(description(out));
        found.addAll(tables(out));
        if (store.isPresent()) {
            found.addAll(differing(out, store.get()));
            for (String blob : ContentStore.open(store.get()).setDamagedAside()) {
                found.add(store.get().resolve(blob).toString());
            }
        }
        return new Repair(found);
    }

    /** A damaged description stays: without it the folder would count as empty. The sweep's next run writes another. */
    private static List<String> description(Path out) throws IOException {
        try {
            SweepDescription.required(out, "repair");
            return List.of();
        } catch (DamagedException e) {
            return List.of();
        }
    }

    private static List<String> tables(Path out) throws IOException {
        SweepTables tables = SweepTables.in(out);
        SortedSet<Integer> batches = broken(tables);
        List<String> found = new ArrayList<>();
        for (ParquetTable<?> alone : List.of(tables.plan(), tables.metrics(), tables.features(), tables.labels(), tables.grid())) {
            for (int sequence : unreadable(alone)) {
                Lease.take(out);
                found.addAll(setAside(alone, sequence));
            }
        }
        if (!batches.isEmpty()) {
            Lease.take(out);
        }
        for (int sequence : batches) {
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
    private static List<String> differing(Path out, Path store) throws IOException {
        SweepTables tables = SweepTables.in(out);
        ContentStore blobs = ContentStore.open(store);
        Vault vault = new Vault(blobs, Vault.Access.REUSE);
        List<String> found = new ArrayList<>();
        for (int sequence : tables.trials().parts().keySet()) {
            Set<StepKey> keys =
                    new StoredFigures(vault).compare(Batch.read(tables, sequence), Batch.unknown(tables, sequence));
            for (StepKey key : keys) {
                found.add(vault.setMeasurementAside(key));
            }
            if (!keys.isEmpty()) {
                Lease.take(out);
                found.addAll(setAside(tables, sequence));
            }
        }
        return found;
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
        Optional<String> owner = Ledger.batch(tables.trials(), sequence);
        for (ParquetTable<?> table : List.of(tables.layers(), tables.curves())) {
            boolean isOfThem = trials.containsAll(trials(table, sequence));
            if (!isOfThem || (!trials.isEmpty() && !owner.equals(Ledger.batch(table, sequence)))) {
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
        return List.of(part.get().file().toString());
    }
}
