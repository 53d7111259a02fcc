package io.espalier.plan;

import java.util.Set;
import java.util.function.Predicate;

/**
 * What a tree is cut for.
 *
 * @param measured places to measure
 * @param kept whether a place's snapshot has to be stored whether anything grows from it or not
 * @param stored whether it is in the store and whole; asked only where that matters
 */
public record Demand(Set<StepKey> measured, Predicate<StepKey> kept, Predicate<StepKey> stored) {
    public Demand {
        measured = Set.copyOf(measured);
    }
}
