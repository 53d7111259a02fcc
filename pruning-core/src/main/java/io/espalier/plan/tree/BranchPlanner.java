package io.espalier.plan.tree;

import io.espalier.plan.tree.SweepTree.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a sweep tree into branches, by size: a subtree that takes no longer than a branch should stays
 * whole; a longer one is cut at its first fork, and the segments behind the cut are bundled up to that length again.
 * Whatever is in the store already falls away.
 *
 * <p>An action that looks at another network begins a branch, together with others that look at the same one: it waits for
 * the branch that stores that network. So branches wait for each other in no circle, for their actions do not.
 */
final class BranchPlanner {
    private final CostModel costs;
    private final CutRequest request;
    private final double limit;

    /** Of every node whose action is to be done, the seconds of it and of all behind it. */
    private final Map<Node, Double> seconds = new HashMap<>();

    /** Of every node that others look at, the seconds of the longest of those and of all behind it. */
    private final Map<Node, Double> waiting = new HashMap<>();

    BranchPlanner(CostModel costs, CutRequest request, double secondsPerBranch) {
        this.costs = costs;
        this.request = request;
        this.limit = secondsPerBranch;
    }

    List<Branch> cut(SweepTree tree) {
        List<Branch> branches = new ArrayList<>();
        for (Start start : starts(tree)) {
            branches.addAll(bundle(start));
        }
        return branches;
    }

    /** Segments to grow from one place: from a stored snapshot, or, where that is null, from the seed. */
    private record Start(@Nullable Node from, List<Node> segments) {}

    /** Goes from the ends of the tree to its roots, so that what an action leads to is known before the action. */
    private List<Start> starts(SweepTree tree) {
        List<Start> starts = new ArrayList<>();
        for (int i = tree.nodes().size() - 1; i >= 0; i--) {
            Node node = tree.nodes().get(i);
            List<Node> behind = behind(node);
            if (!isEnd(node) && behind.isEmpty()) {
                continue;
            }
            if (request.stored().test(node.key())) {
                waiting.remove(node);
                starts.add(new Start(node, behind));
            } else {
                seconds.put(node, own(node) + total(behind));
                Node reference = node.reference();
                if (reference != null) {
                    waiting.merge(reference, seconds(node), Math::max);
                }
                if (node.parent() == null) {
                    starts.add(new Start(null, List.of(node)));
                }
            }
        }
        return starts;
    }

    private boolean isEnd(Node node) {
        return isMeasured(node) || request.kept().test(node.key()) || waiting.containsKey(node);
    }

    private boolean isKeptInPassing(Node node) {
        return request.dense().contains(node.key());
    }

    private boolean isMeasured(Node node) {
        return request.measured().contains(node.key());
    }

    private List<Node> behind(Node node) {
        return node.children().stream().filter(seconds::containsKey).toList();
    }

    /** The node that a node's action looks at, unless it is stored, or there when what leads to the node is done. */
    private Optional<Node> need(Node node) {
        Node reference = node.reference();
        if (reference == null || !seconds.containsKey(reference)) {
            return Optional.empty();
        }
        for (Node before = node.parent(); before != null && seconds.containsKey(before); before = before.parent()) {
            if (before == reference || before.reference() == reference) {
                return Optional.empty();
            }
        }
        return Optional.of(reference);
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

    /** Branches that grow from one place: heavy segments all but alone, light ones bundled. */
    private List<Branch> bundle(Start start) {
        List<Branch> branches = new ArrayList<>();
        if (start.from() != null && isMeasured(start.from()) && !seconds.containsKey(start.from())) {
            branches.add(measuring(start.from()));
        }
        Map<Optional<Node>, List<Node>> byNeed = new LinkedHashMap<>();
        for (Node node : start.segments()) {
            byNeed.computeIfAbsent(need(node), need -> new ArrayList<>()).add(node);
        }
        byNeed.forEach((need, nodes) -> branches.addAll(bundle(start.from(), need, nodes)));
        return branches;
    }

    private List<Branch> bundle(@Nullable Node from, Optional<Node> need, List<Node> nodes) {
        List<Branch> branches = new ArrayList<>();
        List<Node> bundle = new ArrayList<>();
        List<Node> heaviestFirst = nodes.stream()
                .sorted(Comparator.comparingDouble((Node n) -> seconds(n)).reversed())
                .toList();
        for (Node node : heaviestFirst) {
            if (!bundle.isEmpty() && !hasRoom(bundle, node)) {
                branches.add(new Cut(from, need).branch(bundle));
                bundle = new ArrayList<>();
            }
            bundle.add(node);
        }
        branches.add(new Cut(from, need).branch(bundle));
        return branches;
    }

    /**
     * Whether a bundle takes one more. A segment that is cut takes hardly any with it, as all behind the cut would wait, and none
     * where its own run is long, which they would wait for.
     */
    private boolean hasRoom(List<Node> bundle, Node node) {
        Node first = bundle.get(0);
        if (seconds(first) <= limit) {
            return total(bundle) + seconds(node) <= limit;
        }
        double along = total(bundle.subList(1, bundle.size())) + seconds(node);
        return along <= limit / 10 && run(first).seconds + along <= limit;
    }

    /** A snapshot that is there and only has to be measured. */
    private Branch measuring(Node node) {
        Segment nothingToDo = new Segment(node.key(), List.of(), List.of(), Segment.End.MEASURE, List.of());
        double cost = costs.measuring(node.root());
        return new Branch(node.root(), node.key(), List.of(), List.of(nothingToDo), cost, cost, List.of());
    }

    /** One branch in the making. */
    private final class Cut {
        private final @Nullable Node from;
        private final Optional<Node> need;
        private final List<Branch> next = new ArrayList<>();
        private double cost;
        private double after;

        Cut(@Nullable Node from, Optional<Node> need) {
            this.from = from;
            this.need = need;
        }

        Branch branch(List<Node> nodes) {
            List<Segment> segments = nodes.stream()
                    .map(node -> seconds(node) <= limit ? whole(node) : first(node))
                    .toList();
            next.forEach(branch -> after = Math.max(after, branch.path()));
            return new Branch(
                    nodes.get(0).root(),
                    from == null ? null : from.key(),
                    need.map(Node::key).stream().toList(),
                    segments,
                    cost,
                    cost + after,
                    next);
        }

        /** All that grows from a node, but what has to wait for another network. */
        private Segment whole(Node node) {
            Run run = run(node);
            List<Node> together = new ArrayList<>();
            List<Node> apart = new ArrayList<>();
            behind(run.last).forEach(n -> (need(n).isEmpty() ? together : apart).add(n));
            grow(run, apart);
            return segment(run, together.stream().map(this::whole).toList());
        }

        /** What leads to the first fork behind a node. */
        private Segment first(Node node) {
            Run run = run(node);
            grow(run, behind(run.last));
            return segment(run, List.of());
        }

        private void grow(Run run, List<Node> later) {
            cost += run.seconds;
            after = Math.max(after, waiting.getOrDefault(run.last, 0.0));
            if (!later.isEmpty()) {
                next.addAll(bundle(new Start(run.last, later)));
            }
        }

        private Segment segment(Run run, List<Segment> behind) {
            boolean isCut = behind.size() < behind(run.last).size();
            Segment.End end = end(run.last);
            return new Segment(
                    run.first.parent() == null
                            ? run.first.root().key()
                            : run.first.parent().key(),
                    run.actions,
                    run.keys,
                    isCut && end == Segment.End.PASS ? Segment.End.STORE : end,
                    behind);
        }
    }

    private Segment.End end(Node node) {
        if (isMeasured(node)) {
            return node.action() instanceof Action.Assess ? Segment.End.ASSESS : Segment.End.MEASURE;
        }
        return isEnd(node) || isKeptInPassing(node) ? Segment.End.STORE : Segment.End.PASS;
    }

    /** Actions up to and with the next fork, or place to measure, to keep or to wait at, and how long they take. */
    private record Run(Node first, List<Action> actions, List<StepKey> keys, Node last, double seconds) {}

    private Run run(Node first) {
        List<Action> actions = new ArrayList<>(List.of(first.action()));
        List<StepKey> keys = new ArrayList<>(List.of(first.key()));
        Node last = first;
        List<Node> behind = behind(last);
        while (end(last) == Segment.End.PASS
                && behind.size() == 1
                && need(behind.get(0)).isEmpty()) {
            last = behind.get(0);
            actions.add(last.action());
            keys.add(last.key());
            behind = behind(last);
        }
        return new Run(first, actions, keys, last, seconds(first) - total(behind));
    }
}
