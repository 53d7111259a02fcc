package io.espalier.plan.tree;

import java.util.Set;
import java.util.function.Predicate;

/**
 * What a tree is cut for.
 *
 * @param measured places to measure
 * @param dense places of dense parents: their snapshots are stored where a chain comes by
 * @param kept whether a place's snapshot has to be stored whether anything grows from it or not
 * @param stored whether it is in the store and whole; asked only where that matters
 */
public record CutRequest(
        Set<StepKey> measured, Set<StepKey> dense, Predicate<StepKey> kept, Predicate<StepKey> stored) {
    public CutRequest {
        measured = Set.copyOf(measured);
        dense = Set.copyOf(dense);
    }

    /** Without dense parents. */
    public CutRequest(Set<StepKey> measured, Predicate<StepKey> kept, Predicate<StepKey> stored) {
        this(measured, Set.of(), kept, stored);
    }
}
