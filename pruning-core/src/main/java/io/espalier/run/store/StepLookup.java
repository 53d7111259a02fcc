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
 * What one branch asks a step store. What was not there is not asked for again as long as the store's storage takes it for
 * absent: each question is a request where that is S3, and others at the same steps are seldom that much faster.
 */
public final class StepLookup {
    private final StepStore stepStore;
    private final long absenceNanos;
    private final LongSupplier nanoTime;
    private final Map<StepKey, Long> noSnapshot = new HashMap<>();
    private final Map<StepKey, Long> noMeasurement = new HashMap<>();

    StepLookup(StepStore stepStore, Duration absence, LongSupplier nanoTime) {
        this.stepStore = stepStore;
        this.absenceNanos = absence.toNanos();
        this.nanoTime = nanoTime;
    }

    public static StepLookup in(StepStore stepStore) {
        return new StepLookup(stepStore, stepStore.absence(), System::nanoTime);
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
        return since != null && nanoTime.getAsLong() - since < absenceNanos;
    }

    /** Remembers that it is not there, which is also the answer. */
    private <T> Optional<T> note(Map<StepKey, Long> absent, StepKey key) {
        absent.put(key, nanoTime.getAsLong());
        return Optional.empty();
    }
}
