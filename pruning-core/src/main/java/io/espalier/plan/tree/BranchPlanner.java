package io.espalier.plan.tree;

import io.espalier.plan.tree.SweepTree.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a sweep tree into branches, by size: a subtree that takes no longer than a branch should stays
 * whole; a longer one is cut at its first fork, and the segments behind the cut are bundled up to that length again.
 * Whatever is in the store already falls away.
 */
final class BranchPlanner {
    private final CostModel costs;
    private final CutRequest request;
    private final double limit;

    /** Of every node whose action is to be done, the seconds of it and of all behind it. */
    private final Map<Node, Double> seconds = new HashMap<>();

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
                starts.add(new Start(node, behind));
            } else {
                seconds.put(node, own(node) + total(behind));
                if (node.parent() == null) {
                    starts.add(new Start(null, List.of(node)));
                }
            }
        }
        return starts;
    }

    private boolean isEnd(Node node) {
        return isMeasured(node) || request.kept().test(node.key());
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
        List<Node> bundle = new ArrayList<>();
        List<Node> heaviestFirst = start.segments().stream()
                .sorted(Comparator.comparingDouble((Node n) -> seconds(n)).reversed())
                .toList();
        for (Node node : heaviestFirst) {
            if (!bundle.isEmpty() && !hasRoom(bundle, node)) {
                branches.add(branch(start.from(), bundle));
                bundle = new ArrayList<>();
            }
            bundle.add(node);
        }
        if (!bundle.isEmpty()) {
            branches.add(branch(start.from(), bundle));
        }
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
        Segment nothingToDo = new Segment(List.of(), Segment.End.MEASURE, List.of());
        double cost = costs.measuring(node.root());
        return new Branch(node.root(), node.key(), List.of(nothingToDo), cost, cost, List.of());
    }

    private Branch branch(@Nullable Node from, List<Node> nodes) {
        List<Branch> next = new ArrayList<>();
        List<Segment> segments = new ArrayList<>();
        double cost = 0;
        for (Node node : nodes) {
            if (seconds(node) <= limit) {
                segments.add(whole(node));
                cost += seconds(node);
            } else {
                Run run = run(node);
                List<Node> behind = behind(run.last);
                Segment.End end = end(run.last);
                segments.add(new Segment(run.actions, end == Segment.End.PASS ? Segment.End.STORE : end, List.of()));
                cost += run.seconds;
                if (!behind.isEmpty()) {
                    next.addAll(bundle(new Start(run.last, behind)));
                }
            }
        }
        double path = cost + next.stream().mapToDouble(Branch::path).max().orElse(0);
        return new Branch(nodes.get(0).root(), from == null ? null : from.key(), segments, cost, path, next);
    }

    private Segment whole(Node node) {
        Run run = run(node);
        return new Segment(
                run.actions,
                end(run.last),
                behind(run.last).stream().map(this::whole).toList());
    }

    private Segment.End end(Node node) {
        if (isMeasured(node)) {
            return node.action() instanceof Action.Assess ? Segment.End.ASSESS : Segment.End.MEASURE;
        }
        return isEnd(node) || isKeptInPassing(node) ? Segment.End.STORE : Segment.End.PASS;
    }

    /** Actions up to and with the next fork, or place to measure or keep, and how long they take. */
    private record Run(List<Action> actions, Node last, double seconds) {}

    private Run run(Node first) {
        List<Action> actions = new ArrayList<>(List.of(first.action()));
        Node last = first;
        List<Node> behind = behind(last);
        while (end(last) == Segment.End.PASS && behind.size() == 1) {
            last = behind.get(0);
            actions.add(last.action());
            behind = behind(last);
        }
        return new Run(actions, last, seconds(first) - total(behind));
    }
}
