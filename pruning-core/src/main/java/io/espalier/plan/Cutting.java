package io.espalier.plan;

import io.espalier.plan.SweepTree.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a sweep tree into branches, as a gardener would: a subtree that takes no longer than a branch should stays
 * whole; a longer one is cut at its first fork, and the twigs behind the cut are bundled up to that length again.
 * Whatever is in the store already falls away.
 */
final class Cutting {
    private final CostModel costs;
    private final Set<String> stored;
    private final double limit;
    private final IdentityHashMap<Node, Double> subtree = new IdentityHashMap<>();

    /** @param stored keys of the snapshots in the store */
    Cutting(CostModel costs, Set<String> stored, double secondsPerBranch) {
        this.costs = costs;
        this.stored = stored;
        this.limit = secondsPerBranch;
    }

    List<Branch> cut(SweepTree tree) {
        List<Branch> branches = new ArrayList<>();
        tree.trunks().forEach((root, trunks) -> {
            for (Node trunk : trunks) {
                growing(trunk).forEach(start -> branches.addAll(bundle(root, start)));
            }
        });
        return branches;
    }

    /** Twigs to grow from one place: from the trunk itself, or from stored snapshots further up. */
    private record Start(@Nullable Node from, List<Node> nodes) {}

    /** Where to start so that nothing is done that a stored snapshot already holds. */
    private List<Start> growing(Node trunk) {
        List<Start> starts = new ArrayList<>();
        if (!reuse(trunk, starts)) {
            starts.add(new Start(null, List.of(trunk)));
        }
        return starts;
    }

    /**
     * Collects stored snapshots from which everything below {@code node} can grow.
     *
     * @return whether they suffice, so that the node's own action need not be done
     */
    private boolean reuse(Node node, List<Start> starts) {
        if (node.isMeasured()) {
            return false;
        }
        if (stored.contains(node.key().value())) {
            List<Start> further = new ArrayList<>();
            List<Node> left = new ArrayList<>();
            for (Node child : node.children()) {
                if (!reuse(child, further)) {
                    left.add(child);
                }
            }
            starts.addAll(further);
            if (!left.isEmpty()) {
                starts.add(new Start(node, left));
            }
            return true;
        }
        List<Start> below = new ArrayList<>();
        for (Node child : node.children()) {
            if (!reuse(child, below)) {
                return false;
            }
        }
        starts.addAll(below);
        return !node.children().isEmpty();
    }

    /** Branches that grow from one place: heavy twigs alone, light ones bundled. */
    private List<Branch> bundle(Root root, Start start) {
        List<Node> nodes = new ArrayList<>(start.nodes());
        nodes.sort(Comparator.comparingDouble((Node n) -> seconds(root, n)).reversed());
        List<Branch> branches = new ArrayList<>();
        List<Node> bundle = new ArrayList<>();
        double bundled = 0;
        for (Node node : nodes) {
            double seconds = seconds(root, node);
            if (!bundle.isEmpty() && bundled + seconds > limit) {
                branches.add(branch(root, start.from(), bundle));
                bundle = new ArrayList<>();
                bundled = 0;
            }
            bundle.add(node);
            bundled += seconds;
        }
        branches.add(branch(root, start.from(), bundle));
        return branches;
    }

    private Branch branch(Root root, @Nullable Node from, List<Node> nodes) {
        List<Branch> next = new ArrayList<>();
        List<Twig> twigs = new ArrayList<>();
        double cost = 0;
        for (Node node : nodes) {
            if (seconds(root, node) <= limit) {
                twigs.add(whole(root, node));
                cost += seconds(root, node);
            } else {
                Run run = run(root, node);
                boolean grows = !run.last.children().isEmpty();
                twigs.add(new Twig(run.actions, run.last.isMeasured() ? Twig.End.MEASURE : Twig.End.STORE, List.of()));
                cost += run.seconds;
                if (grows) {
                    next.addAll(bundle(root, new Start(run.last, run.last.children())));
                }
            }
        }
        double path = cost + next.stream().mapToDouble(Branch::path).max().orElse(0);
        return new Branch(root, from == null ? null : from.key(), twigs, cost, path, next);
    }

    /** Actions up to and with the next fork or measured place. */
    private record Run(List<Action> actions, Node last, double seconds) {}

    private Run run(Root root, Node first) {
        List<Action> actions = new ArrayList<>();
        Node node = first;
        double seconds = 0;
        while (true) {
            actions.add(node.action());
            seconds += own(root, node);
            if (node.isMeasured() || node.children().size() != 1) {
                return new Run(actions, node, seconds);
            }
            node = node.children().get(0);
        }
    }

    private Twig whole(Root root, Node node) {
        Run run = run(root, node);
        return new Twig(
                run.actions,
                run.last.isMeasured() ? Twig.End.MEASURE : Twig.End.PASS,
                run.last.children().stream().map(c -> whole(root, c)).toList());
    }

    private double own(Root root, Node node) {
        return costs.seconds(root, node.action()) + (node.isMeasured() ? costs.measuring(root) : 0);
    }

    /** Seconds of everything from {@code node} on; without recursion along unforked runs, which can be long. */
    private double seconds(Root root, Node node) {
        Double known = subtree.get(node);
        if (known != null) {
            return known;
        }
        Run run = run(root, node);
        double seconds = run.seconds;
        for (Node child : run.last.children()) {
            seconds += seconds(root, child);
        }
        subtree.put(node, seconds);
        return seconds;
    }
}
