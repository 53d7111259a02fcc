package io.espalier.spark.sweep;

import io.espalier.plan.tree.StepKey;
import io.espalier.run.store.StepStore;
import io.espalier.storage.ContentStore;
import io.espalier.storage.Storage;
import io.espalier.storage.Storages;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The snapshots of a store that no plan of any sweep refers to. Measurements, which rows are made of, are never garbage.
 *
 * @param sweeps output folders whose plans were read
 * @param stored snapshots in the store
 * @param unused those that nothing refers to
 * @param bytes that these take
 */
public record Garbage(List<String> sweeps, int stored, List<StepKey> unused, long bytes) {
    public Garbage {
        sweeps = List.copyOf(sweeps);
        unused = List.copyOf(unused);
    }

    /**
     * Looks for garbage. Safe beside sweeps that run: the snapshots are listed before the plans are read, and a sweep
     * plans before it stores.
     *
     * @param out a sweep that uses the store, known to it or not
     * @param gone sweeps that used the store and are no more
     * @throws IOException if the plan of a sweep that uses the store, or the data it trains on, cannot be read
     */
    public static Garbage in(Storage store, Storage out, List<Storage> gone) throws IOException {
        StepStore stepStore = new StepStore(ContentStore.open(store), StepStore.Access.REUSE);
        Set<StepKey> stored = stepStore.snapshots();
        Set<String> sweeps = new LinkedHashSet<>(new StoreRegistry(store).all());
        sweeps.add(out.location());
        gone.forEach(sweep -> sweeps.remove(sweep.location()));
        References references = new References(store);
        for (String sweep : sweeps) {
            references.add(Storages.of(sweep));
        }
        Set<StepKey> kept = references.keys();
        List<StepKey> unused = new ArrayList<>();
        long bytes = 0;
        for (StepKey key : stored) {
            if (!kept.contains(key)) {
                unused.add(key);
                bytes += stepStore.size(key);
            }
        }
        return new Garbage(List.copyOf(sweeps), stored.size(), unused, bytes);
    }

    /** Deletes it. Whoever needs such a snapshot after all computes it again. */
    public void collect(Storage store, List<Storage> gone) throws IOException {
        StepStore stepStore = new StepStore(ContentStore.open(store), StepStore.Access.REUSE);
        for (StepKey key : unused) {
            stepStore.remove(key);
        }
        for (Storage sweep : gone) {
            new StoreRegistry(store).forget(sweep.location());
        }
    }
}
