package io.espalier.spark.sweep;

import io.espalier.plan.tree.StepKey;
import io.espalier.plan.tree.SweepTree;
import io.espalier.run.store.StepStore;
import java.util.List;
import java.util.Set;

/** Whether trials share what they have in common; without, every trial runs from its seed alone. */
public enum Sharing {
    SHARED(StepStore.Access.REUSE, 2) {
        @Override
        List<SweepTree> trees(SweepPlan plan, Set<StepKey> wanted) {
            return List.of(plan.plan().tree());
        }
    },
    ISOLATED(StepStore.Access.RECOMPUTE, Double.POSITIVE_INFINITY) {
        @Override
        List<SweepTree> trees(SweepPlan plan, Set<StepKey> wanted) {
            return plan.trials().stream()
                    .map(plan.chains()::withMetrics)
                    .map(chains -> chains.stream()
                            .filter(chain -> wanted.contains(chain.end()))
                            .toList())
                    .filter(chains -> !chains.isEmpty())
                    .map(SweepTree::of)
                    .toList();
        }
    };

    private final StepStore.Access access;
    private final double secondsPerBranch;

    Sharing(StepStore.Access access, double secondsPerBranch) {
        this.access = access;
        this.secondsPerBranch = secondsPerBranch;
    }

    /** Expected length of a branch. Without sharing a trial is never cut: no task could take up what another one stored. */
    double secondsPerBranch() {
        return secondsPerBranch;
    }

    StepStore.Access access() {
        return access;
    }

    /** Trees to grow separately, which together hold every wanted place. */
    abstract List<SweepTree> trees(SweepPlan plan, Set<StepKey> wanted);
}
