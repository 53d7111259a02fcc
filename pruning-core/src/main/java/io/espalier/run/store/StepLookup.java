package io.espalier.run.store;

import io.espalier.network.Network;
import io.espalier.plan.tree.StepKey;
import io.espalier.result.Measurement;
import io.espalier.snapshot.Snapshot;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * What one branch asks a step store. What was not there is not asked for again within a second: each question is a request
 * where the store is in S3, and a copy of the same task is seldom that much faster.
 */
public final class StepLookup {
    private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();

    private final StepStore stepStore;
    private final LongSupplier nanoTime;
    private final Map<StepKey, Long> noSnapshot = new HashMap<>();
    private final Map<StepKey, Long> noMeasurement = new HashMap<>();

    StepLookup(StepStore stepStore, LongSupplier nanoTime) {
        this.stepStore = stepStore;
        this.nanoTime = nanoTime;
    }

    public static StepLookup in(StepStore stepStore) {
        return new StepLookup(stepStore, System::nanoTime);
    }

    /** Takes a snapshot for absent, as of now, without asking. */
    public void assumeNoSnapshot(StepKey key) {
        note(noSnapshot, key);
    }

    /** Whether a snapshot is there and whole. */
    public boolean holds(StepKey key) {
        return !isFresh(noSnapshot, key)
                && (stepStore.holds(key) || note(noSnapshot, key).isPresent());
    }

    public Optional<Snapshot> snapshot(StepKey key, Network network) throws IOException {
        return isFresh(noSnapshot, key)
                ? Optional.empty()
                : stepStore.snapshot(key, network).or(() -> note(noSnapshot, key));
    }

    public Optional<Measurement> measurement(StepKey key) throws IOException {
        return isFresh(noMeasurement, key)
                ? Optional.empty()
                : stepStore.measurement(key).or(() -> note(noMeasurement, key));
    }

    private boolean isFresh(Map<StepKey, Long> absent, StepKey key) {
        Long since = absent.get(key);
        return since != null && nanoTime.getAsLong() - since < FRESH_NANOS;
    }

    /** Remembers that it is not there, which is also the answer. */
    private <T> Optional<T> note(Map<StepKey, Long> absent, StepKey key) {
        absent.put(key, nanoTime.getAsLong());
        return Optional.empty();
    }
}
