package io.espalier.spark.sweep;

import io.espalier.plan.PlannedTrial;
import io.espalier.plan.tree.Branch;
import io.espalier.plan.tree.CostModel;
import io.espalier.plan.tree.CutRequest;
import io.espalier.plan.tree.StepKey;
import io.espalier.run.store.StepStore;
import io.espalier.storage.ContentStore;
import io.espalier.storage.Storage;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * What a run of a sweep would add to a store.
 *
 * @param trials that the store has no measurement of
 * @param steps actions that lead to them from what is stored
 * @param snapshots to be stored
 * @param bytes that they take at most
 * @param seconds expected, on one core
 * @param measured whether by what work took in the sweep that used the store last, and not by the plan alone
 */
public record Additions(int trials, long steps, long snapshots, long bytes, double seconds, boolean measured) {
    private static final double SECONDS_PER_HOUR = 3600;

    /** To a store that may not exist yet; nothing is written. */
    public static Additions of(SweepPlan plan, Storage store) throws IOException {
        CostModel costs = plan.chains().costs();
        CostFactors factors = CostFactors.in(store);
        Known known = Known.in(store);
        Set<StepKey> open = known.open(plan.trials());
        List<Branch> branches = known.branches(plan, open);
        return new Additions(
                open.size(),
                branches.stream().mapToLong(Branch::stepsInAll).sum(),
                (long) sum(branches, branch -> branch.storing().count()),
                (long) sum(branches, branch -> branch.storing().count() * costs.bytes(branch.root())),
                sum(branches, branch -> factors.of(costs.byKind(branch)).values().stream()
                        .mapToDouble(Double::doubleValue)
                        .sum()),
                factors.areMeasured());
    }

    /** Hours of one core. */
    public double coreHours() {
        return seconds / SECONDS_PER_HOUR;
    }

    private static double sum(List<Branch> branches, ToDoubleFunction<Branch> number) {
        return branches.stream()
                .mapToDouble(branch -> number.applyAsDouble(branch) + sum(branch.next(), number))
                .sum();
    }

    /** What a store holds. */
    private record Known(Set<StepKey> snapshots, Set<StepKey> measurements) {
        static Known in(Storage store) throws IOException {
            if (store.list("").isEmpty()) {
                return new Known(Set.of(), Set.of());
            }
            StepStore steps = new StepStore(ContentStore.open(store), StepStore.Access.REUSE);
            return new Known(steps.snapshots(), steps.measurements());
        }

        Set<StepKey> open(List<PlannedTrial> trials) {
            return trials.stream()
                    .map(PlannedTrial::end)
                    .filter(end -> !measurements.contains(end))
                    .collect(Collectors.toSet());
        }

        List<Branch> branches(SweepPlan plan, Set<StepKey> open) {
            CutRequest request = new CutRequest(open, plan.plan().dense(), key -> false, snapshots::contains);
            return plan.plan().tree().branches(plan.chains().costs(), request, Sharing.SHARED.secondsPerBranch());
        }
    }
}
