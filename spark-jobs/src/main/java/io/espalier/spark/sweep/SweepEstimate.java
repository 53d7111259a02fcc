package io.espalier.spark.sweep;

import io.espalier.plan.PlannedTrial;
import io.espalier.plan.tree.Action;
import io.espalier.plan.tree.CostModel;
import io.espalier.plan.tree.StepKey;
import io.espalier.plan.tree.SweepTree.Node;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a sweep will take, with and without sharing.
 *
 * @param references networks that trials look at and that are no trials themselves, as teachers
 */
public record SweepEstimate(int trials, int candidates, int references, Work shared, Work unshared) {
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
        Tally tally = new Tally(plan);
        tally.count(plan.plan().tree().nodes());
        int candidates =
                (int) plan.trials().stream().filter(t -> t.control() == null).count();
        int references = (int) plan.plan().tree().references().stream()
                .filter(node -> !tally.trials.contains(node))
                .count();
        return new SweepEstimate(plan.trials().size(), candidates, references, tally.shared, tally.unshared);
    }

    /** Goes through the tree from its ends to its roots. */
    private static final class Tally {
        private final CostModel costs;
        private final Map<StepKey, Long> ends;

        /** Trials that end in a node, lead through it or look at a network behind it. */
        private final Map<Node, Long> passing = new HashMap<>();

        /** Nodes that trials end in or lead through. */
        private final Set<Node> trials = new HashSet<>();

        private Work shared = Work.NONE;
        private Work unshared = Work.NONE;

        Tally(SweepPlan plan) {
            this.costs = plan.chains().costs();
            this.ends = plan.trials().stream().collect(Collectors.groupingBy(PlannedTrial::end, Collectors.counting()));
        }

        void count(List<Node> nodes) {
            for (int i = nodes.size() - 1; i >= 0; i--) {
                count(nodes.get(i));
            }
        }

        private void count(Node node) {
            long ending = ends.getOrDefault(node.key(), 0L);
            long through = passing.merge(node, ending, Long::sum);
            boolean isOfTrial = ending > 0 || trials.contains(node);
            if (isOfTrial) {
                trials.add(node);
            }
            Node parent = node.parent();
            if (parent != null) {
                passing.merge(parent, through, Long::sum);
                if (isOfTrial) {
                    trials.add(parent);
                }
            }
            Node reference = node.reference();
            if (reference != null && isFirstToLookAt(reference, node)) {
                passing.merge(reference, through, Long::sum);
            }
            add(node, ending, node.action() instanceof Action.Assess ? 1 : through);
        }

        private void add(Node node, long ending, long alone) {
            Work measuring = Work.ofMeasuring(node, costs);
            shared = shared.plus(Work.of(node, costs)).plus(measuring.times(Math.min(1, ending)));
            unshared = unshared.plus(Work.of(node, costs).times(alone)).plus(measuring.times(ending));
        }

        /** Whether nothing that leads to a node looks at the same network before it, or makes it. */
        private static boolean isFirstToLookAt(Node reference, Node node) {
            for (Node before = node.parent(); before != null; before = before.parent()) {
                if (before == reference || before.reference() == reference) {
                    return false;
                }
            }
            return true;
        }
    }
}
