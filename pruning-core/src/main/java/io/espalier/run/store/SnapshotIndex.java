package io.espalier.run.store;

import io.espalier.plan.tree.StepKey;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

/** The snapshots of a step store as a plan needs them: those to start from, and those that are lost and to be made again. */
public final class SnapshotIndex {
    private final StepStore stepStore;
    private final Predicate<StepKey> present;
    private final Set<StepKey> lost;

    /** @param present whether one is stored, whole or not */
    SnapshotIndex(StepStore stepStore, Predicate<StepKey> present, Set<StepKey> lost) {
        this.stepStore = stepStore;
        this.present = present;
        this.lost = new HashSet<>(lost);
    }

    /** Whether a snapshot is stored and whole; one that is damaged is lost from then on. */
    public boolean holds(StepKey key) {
        if (lost.contains(key) || !present.test(key)) {
            return false;
        }
        return stepStore.holds(key) || !lost.add(key);
    }

    /** Whether a snapshot was stored once, found damaged, and not made again. */
    public boolean isLost(StepKey key) {
        return lost.contains(key);
    }

    /** Gives a snapshot up; says whether it was not lost already. */
    public boolean lose(StepKey key) {
        return lost.add(key);
    }
}
