package io.espalier.run.store;

import io.espalier.binding.Binder;
import io.espalier.network.Network;
import io.espalier.plan.tree.StepKey;
import io.espalier.result.Measurement;
import io.espalier.result.MeasurementJson;
import io.espalier.snapshot.Snapshot;
import io.espalier.snapshot.SnapshotFile;
import io.espalier.storage.ContentStore;
import io.espalier.storage.DamagedException;
import io.espalier.storage.StoredKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Snapshots and measurements by step key, in a content store that sweeps may share. What is damaged counts as
 * absent: it is done again. A second result that differs from the first, time aside, is a determinism violation.
 */
public final class StepStore {
    private static final String SNAPSHOTS = "snapshots";
    private static final String MEASUREMENTS = "measurements";
    private static final Duration WORTH_A_SYNC = Duration.ofSeconds(1);

    /** Whether what is stored is used. */
    public enum Access {
        REUSE,
        /** Everything is done again; what was stored before only serves to compare. */
        RECOMPUTE
    }

    private final ContentStore store;
    private final Access access;
    private final Binder binder = Binder.ofContext();

    public StepStore(ContentStore store, Access access) {
        this.store = store;
        this.access = access;
    }

    /** How long what was not there may be taken for absent without asking again. */
    Duration absence() {
        return store.absence();
    }

    /** The snapshots that are stored. */
    public SnapshotIndex snapshotIndex() throws IOException {
        return access == Access.RECOMPUTE
                ? new SnapshotIndex(this, key -> false, Set.of())
                : new SnapshotIndex(this, asked(SNAPSHOTS), lost(SNAPSHOTS));
    }

    /** Whether there is a measurement of a place, whole or not. */
    public Predicate<StepKey> measured() {
        return access == Access.RECOMPUTE ? key -> false : asked(MEASUREMENTS);
    }

    private Predicate<StepKey> asked(String kind) {
        StoredKeys stored = store.stored(kind);
        return key -> {
            try {
                return stored.contains(key.value());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    /** Keys of all stored snapshots, whole or not. */
    public Set<StepKey> snapshots() throws IOException {
        return store.keys(SNAPSHOTS).stream().map(StepKey::new).collect(Collectors.toSet());
    }

    /** Keys of all stored measurements, whole or not, as they are listed. */
    public Set<StepKey> measurements() throws IOException {
        return access == Access.RECOMPUTE
                ? Set.of()
                : store.keys(MEASUREMENTS).stream().map(StepKey::new).collect(Collectors.toSet());
    }

    /** Bytes that a snapshot takes in the store. */
    public long size(StepKey key) throws IOException {
        return store.size(SNAPSHOTS, key.value());
    }

    /** Deletes a snapshot: who needs it makes it again. */
    public void remove(StepKey key) throws IOException {
        store.remove(SNAPSHOTS, key.value());
    }

    /** Places whose measurement was found damaged and has not been made again. */
    public Set<StepKey> lostMeasurements() throws IOException {
        return lost(MEASUREMENTS);
    }

    /** Takes a measurement for damaged: it counts as lost from now on. Says which blob it was. */
    public String setMeasurementAside(StepKey key) throws IOException {
        return store.setAside(MEASUREMENTS, key.value());
    }

    private Set<StepKey> lost(String kind) throws IOException {
        return access == Access.RECOMPUTE
                ? Set.of()
                : store.lost(kind).stream().map(StepKey::new).collect(Collectors.toSet());
    }

    /** Whether a snapshot is there and its bytes are those that were written. */
    public boolean holds(StepKey key) {
        return access == Access.REUSE && store.isWhole(SNAPSHOTS, key.value());
    }

    public Optional<Snapshot> snapshot(StepKey key, Network network) throws IOException {
        return find(SNAPSHOTS, key, bytes -> SnapshotFile.read(bytes, network.layout(), binder::parse));
    }

    /** @param work what it took; what took long is made to survive a power cut, the rest would be done again */
    public void put(StepKey key, Snapshot snapshot, Network network, Duration work) throws IOException {
        byte[] file = SnapshotFile.write(snapshot, network.layout());
        store.publish(SNAPSHOTS, key.value(), file, SnapshotFile::same);
        if (work.compareTo(WORTH_A_SYNC) >= 0) {
            store.sync(SNAPSHOTS, key.value());
        }
    }

    public Optional<Measurement> measurement(StepKey key) throws IOException {
        return find(MEASUREMENTS, key, MeasurementJson::read);
    }

    public void put(StepKey key, Measurement measurement) throws IOException {
        store.publish(MEASUREMENTS, key.value(), MeasurementJson.write(measurement), MeasurementJson::same);
    }

    /** Makes something of stored bytes; throws if they are not of its format. */
    @FunctionalInterface
    private interface Format<T> {
        T read(byte[] bytes) throws IOException;
    }

    private <T> Optional<T> find(String kind, StepKey key, Format<T> format) throws IOException {
        if (access == Access.RECOMPUTE) {
            return Optional.empty();
        }
        try {
            return store.find(kind, key.value()).flatMap(bytes -> read(bytes, format));
        } catch (DamagedException e) {
            return Optional.empty();
        }
    }

    private static <T> Optional<T> read(byte[] bytes, Format<T> format) {
        try {
            return Optional.of(format.read(bytes));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
