package io.espalier.spark.sweep;

import io.espalier.plan.PlannedTrial;
import io.espalier.plan.tree.Action;
import io.espalier.plan.tree.CostModel;
import io.espalier.plan.tree.StepKey;
import io.espalier.plan.tree.SweepTree.Node;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a sweep will take, with and without sharing. */
public record SweepEstimate(int trials, int candidates, Work shared, Work unshared) {
    /**
     * An amount of work.
     *
     * @param steps actions to do
     * @param epochs passes over the training part
     * @param seconds expected, on one core
     */
    public record Work(long steps, double epochs, double seconds) {
        static final Work NONE = new Work(0, 0, 0);

        private static Work of(Node node, CostModel costs) {
            return new Work(1, costs.epochs(node.root(), node.action()), costs.seconds(node.root(), node.action()));
        }

        private static Work ofMeasuring(Node node, CostModel costs) {
            return new Work(0, 0, costs.measuring(node.root()));
        }

        private Work plus(Work other) {
            return new Work(steps + other.steps, epochs + other.epochs, seconds + other.seconds);
        }

        private Work times(long count) {
            return new Work(steps * count, epochs * count, seconds * count);
        }
    }

    public static SweepEstimate of(SweepPlan plan) {
        CostModel costs = plan.planner().costs();
        Map<StepKey, Long> ends =
                plan.trials().stream().collect(Collectors.groupingBy(PlannedTrial::end, Collectors.counting()));
        Map<Node, Long> passing = new HashMap<>();
        Work shared = Work.NONE;
        Work unshared = Work.NONE;
        List<Node> nodes = plan.planner().tree().nodes();
        for (int i = nodes.size() - 1; i >= 0; i--) {
            Node node = nodes.get(i);
            long ending = ends.getOrDefault(node.key(), 0L);
            long trials = passing.merge(node, ending, Long::sum);
            if (node.parent() != null) {
                passing.merge(node.parent(), trials, Long::sum);
            }
            Work measuring = Work.ofMeasuring(node, costs);
            shared = shared.plus(Work.of(node, costs)).plus(measuring.times(Math.min(1, ending)));
            long alone = node.action() instanceof Action.Assess ? 1 : trials;
            unshared = unshared.plus(Work.of(node, costs).times(alone)).plus(measuring.times(ending));
        }
        int candidates =
                (int) plan.trials().stream().filter(t -> t.control() == null).count();
        return new SweepEstimate(plan.trials().size(), candidates, shared, unshared);
    }
}
