package io.espalier.spark.sweep;

import io.espalier.plan.Action;
import io.espalier.plan.CostModel;
import io.espalier.plan.PlannedTrial;
import io.espalier.plan.Root;
import io.espalier.plan.SweepTree;

/**
 * What a sweep will take, with and without sharing.
 *
 * @param steps actions to do
 * @param epochs passes over the training part
 * @param seconds expected, on one core
 */
public record Forecast(int trials, int candidates, Work shared, Work unshared) {
    /** An amount of work. */
    public record Work(long steps, double epochs, double seconds) {
        static final Work NONE = new Work(0, 0, 0);

        Work plus(Work other) {
            return new Work(steps + other.steps, epochs + other.epochs, seconds + other.seconds);
        }
    }

    public static Forecast of(SweepPlan plan) {
        CostModel costs = plan.costs();
        SweepTree tree = new SweepTree();
        Work unshared = Work.NONE;
        for (PlannedTrial trial : plan.trials()) {
            SweepTree.Chain chain = plan.chain(trial);
            tree.share(chain);
            for (Action action : chain.actions()) {
                unshared = unshared.plus(work(plan, costs, chain.root(), action));
            }
        }
        Work shared = Work.NONE;
        for (var trunk : tree.trunks().entrySet()) {
            for (SweepTree.Node node : trunk.getValue()) {
                shared = shared.plus(below(plan, costs, trunk.getKey(), node));
            }
        }
        double measuring = plan.trials().stream()
                .mapToDouble(t -> costs.measuring(plan.chain(t).root()))
                .sum();
        Work rows = new Work(0, 0, measuring);
        int candidates =
                (int) plan.trials().stream().filter(t -> t.control() == null).count();
        return new Forecast(plan.trials().size(), candidates, shared.plus(rows), unshared.plus(rows));
    }

    private static Work below(SweepPlan plan, CostModel costs, Root root, SweepTree.Node node) {
        Work work = work(plan, costs, root, node.action());
        for (SweepTree.Node child : node.children()) {
            work = work.plus(below(plan, costs, root, child));
        }
        return work;
    }

    private static Work work(SweepPlan plan, CostModel costs, Root root, Action action) {
        return new Work(1, epochs(plan, root, action), costs.seconds(root, action));
    }

    private static double epochs(SweepPlan plan, Root root, Action action) {
        if (!(action instanceof Action.TrainSpan span)) {
            return 0;
        }
        int examples = plan.data().values().stream()
                .filter(d -> d.hash().equals(root.dataHash()))
                .findFirst()
                .orElseThrow()
                .train()
                .size();
        long perEpoch = (examples + span.batch() - 1L) / span.batch();
        return (double) (span.to() - span.from()) / perEpoch;
    }
}
