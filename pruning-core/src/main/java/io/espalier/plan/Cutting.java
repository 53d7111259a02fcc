package io.espalier.plan;

import io.espalier.plan.SweepTree.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a sweep tree into branches, as a gardener would: a subtree that takes no longer than a branch should stays
 * whole; a longer one is cut at its first fork, and the twigs behind the cut are bundled up to that length again.
 * Whatever is in the store already falls away.
 */
final class Cutting {
    private final CostModel costs;
    private final Set<StepKey> wanted;
    private final Predicate<StepKey> stored;
    private final double limit;

    /** Of every node whose action is to be done, the seconds of it and of all behind it. */
    private final Map<Node, Double> seconds = new HashMap<>();

    Cutting(CostModel costs, Set<StepKey> wanted, Predicate<StepKey> stored, double secondsPerBranch) {
        this.costs = costs;
        this.wanted = wanted;
        this.stored = stored;
        this.limit = secondsPerBranch;
    }

    List<Branch> cut(SweepTree tree) {
        List<Branch> branches = new ArrayList<>();
        for (Start start : starts(tree)) {
            branches.addAll(bundle(start));
        }
        return branches;
    }

    /** Twigs to grow from one place: from a stored snapshot, or, where that is null, from the seed. */
    private record Start(@Nullable Node from, List<Node> twigs) {}

    /** Goes from the ends of the tree to its roots, so that what an action leads to is known before the action. */
    private List<Start> starts(SweepTree tree) {
        List<Start> starts = new ArrayList<>();
        for (int i = tree.nodes().size() - 1; i >= 0; i--) {
            Node node = tree.nodes().get(i);
            List<Node> behind = behind(node);
            if (isMeasured(node) || (!behind.isEmpty() && !stored.test(node.key()))) {
                seconds.put(node, own(node) + total(behind));
                if (node.parent() == null) {
                    starts.add(new Start(null, List.of(node)));
                }
            } else if (!behind.isEmpty()) {
                starts.add(new Start(node, behind));
            }
        }
        return starts;
    }

    private boolean isMeasured(Node node) {
        return wanted.contains(node.key());
    }

    private List<Node> behind(Node node) {
        return node.children().stream().filter(seconds::containsKey).toList();
    }

    private double own(Node node) {
        return costs.seconds(node.root(), node.action()) + (isMeasured(node) ? costs.measuring(node.root()) : 0);
    }

    private double seconds(Node node) {
        return seconds.getOrDefault(node, 0.0);
    }

    private double total(List<Node> nodes) {
        return nodes.stream().mapToDouble(this::seconds).sum();
    }

    /** Branches that grow from one place: heavy twigs alone, light ones bundled. */
    private List<Branch> bundle(Start start) {
        List<Branch> branches = new ArrayList<>();
        List<Node> bundle = new ArrayList<>();
        List<Node> heaviestFirst = start.twigs().stream()
                .sorted(Comparator.comparingDouble((Node n) -> seconds(n)).reversed())
                .toList();
        for (Node node : heaviestFirst) {
            if (!bundle.isEmpty() && total(bundle) + seconds(node) > limit) {
                branches.add(branch(start.from(), bundle));
                bundle = new ArrayList<>();
            }
            bundle.add(node);
        }
        branches.add(branch(start.from(), bundle));
        return branches;
    }

    private Branch branch(@Nullable Node from, List<Node> nodes) {
        List<Branch> next = new ArrayList<>();
        List<Twig> twigs = new ArrayList<>();
        double cost = 0;
        for (Node node : nodes) {
            if (seconds(node) <= limit) {
                twigs.add(whole(node));
                cost += seconds(node);
            } else {
                Run run = run(node);
                List<Node> behind = behind(run.last);
                twigs.add(new Twig(run.actions, isMeasured(run.last) ? Twig.End.MEASURE : Twig.End.STORE, List.of()));
                cost += seconds(node) - total(behind);
                if (!behind.isEmpty()) {
                    next.addAll(bundle(new Start(run.last, behind)));
                }
            }
        }
        double path = cost + next.stream().mapToDouble(Branch::path).max().orElse(0);
        return new Branch(nodes.get(0).root(), from == null ? null : from.key(), twigs, cost, path, next);
    }

    private Twig whole(Node node) {
        Run run = run(node);
        return new Twig(
                run.actions,
                isMeasured(run.last) ? Twig.End.MEASURE : Twig.End.PASS,
                behind(run.last).stream().map(this::whole).toList());
    }

    /** Actions up to and with the next fork or measured place. */
    private record Run(List<Action> actions, Node last) {}

    private Run run(Node first) {
        List<Action> actions = new ArrayList<>(List.of(first.action()));
        Node last = first;
        List<Node> behind = behind(last);
        while (!isMeasured(last) && behind.size() == 1) {
            last = behind.get(0);
            actions.add(last.action());
            behind = behind(last);
        }
        return new Run(actions, last);
    }
}
