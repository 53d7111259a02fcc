package io.espalier.spark.sweep;

import io.espalier.plan.tree.Branch;
import io.espalier.plan.tree.StepKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Branches whose start is there: those that can be submitted, and those that wait for another network. A branch that should
 * have stored one and could not lets go of them, too: each then makes the network itself, and fails as it did.
 */
final class WaitingBranches {
    private final PriorityQueue<Branch> ready;
    private final Map<StepKey, List<Branch>> held = new HashMap<>();
    private final Set<StepKey> done = new HashSet<>();

    WaitingBranches(Comparator<Branch> order) {
        this.ready = new PriorityQueue<>(order);
    }

    void add(Branch branch) {
        branch.needs().stream()
                .filter(need -> !done.contains(need))
                .findFirst()
                .ifPresentOrElse(
                        need -> held.computeIfAbsent(need, key -> new ArrayList<>())
                                .add(branch),
                        () -> ready.add(branch));
    }

    /** Lets go of what waited for a branch, however it ended. */
    void finished(Branch branch) {
        for (StepKey end : branch.ends()) {
            done.add(end);
            List<Branch> waited = held.remove(end);
            if (waited != null) {
                waited.forEach(this::add);
            }
        }
    }

    /** Whether none can be submitted now. */
    boolean isEmpty() {
        return ready.isEmpty();
    }

    /** @throws IllegalStateException if branches wait for what nobody makes */
    void requireNoneHeld() {
        if (!held.isEmpty()) {
            throw new IllegalStateException("Cannot continue: branches wait for " + held.keySet());
        }
    }

    /** The first of those that can be submitted. */
    Branch next() {
        return ready.remove();
    }
}
