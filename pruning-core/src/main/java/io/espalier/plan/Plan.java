package io.espalier.plan;

import io.espalier.plan.tree.StepKey;
import io.espalier.plan.tree.SweepTree;
import java.util.List;
import java.util.Set;

/**
 * What a sweep is going to do.
 *
 * @param trials candidates first, in the order of the points
 * @param tree the chains of all trials, and of the other networks that they look at
 * @param dense the places of the dense parents of all trials
 */
public record Plan(List<PlannedTrial> trials, SweepTree tree, Set<StepKey> dense) {
    public Plan {
        trials = List.copyOf(trials);
        dense = Set.copyOf(dense);
    }
}
