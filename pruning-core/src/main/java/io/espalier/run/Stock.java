package io.espalier.run;

import io.espalier.plan.StepKey;
import java.util.HashSet;
import java.util.Set;

/** The snapshots of a vault as a plan needs them: those to start from, and those that are lost and to be made again. */
public final class Stock {
    private final Vault vault;
    private final Set<String> present;
    private final Set<StepKey> lost;

    Stock(Vault vault, Set<String> present, Set<StepKey> lost) {
        this.vault = vault;
        this.present = Set.copyOf(present);
        this.lost = new HashSet<>(lost);
    }

    /** Whether a snapshot is stored and whole; one that is damaged is lost from then on. */
    public boolean holds(StepKey key) {
        if (!present.contains(key.value()) || lost.contains(key)) {
            return false;
        }
        return vault.holds(key) || !lost.add(key);
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
