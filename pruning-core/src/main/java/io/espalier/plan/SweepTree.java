package io.espalier.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All trials of a sweep as one tree of actions: each path from a root is a chain, trials end at nodes, and what has the
 * same step key is there once. Without sharing every trial is a path of its own.
 */
public final class SweepTree {
    /** One action, reached by one chain. */
    public static final class Node {
        private final StepKey key;
        private final Action action;
        private final @Nullable Node parent;
        private final Map<StepKey, Node> children = new LinkedHashMap<>();
        private boolean measured;

        private Node(StepKey key, Action action, @Nullable Node parent) {
            this.key = key;
            this.action = action;
            this.parent = parent;
        }

        public StepKey key() {
            return key;
        }

        public Action action() {
            return action;
        }

        public @Nullable Node parent() {
            return parent;
        }

        public List<Node> children() {
            return List.copyOf(children.values());
        }

        /** Whether a trial ends here. */
        public boolean isMeasured() {
            return measured;
        }
    }

    /** A chain to add: where it begins, what it does. */
    public record Chain(Root root, List<Action> actions) {
        /** The key of its last action. */
        public StepKey end() {
            StepKey key = root.key();
            for (Action action : actions) {
                key = key.then(action);
            }
            return key;
        }
    }

    private final Map<Root, List<Node>> trunks = new LinkedHashMap<>();
    private final Map<StepKey, Node> nodes = new LinkedHashMap<>();
    private int size;

    /** Adds a chain, sharing what is there already; gives the key of its end. */
    public StepKey share(Chain chain) {
        Node parent = null;
        StepKey key = chain.root().key();
        for (Action action : chain.actions()) {
            key = key.then(action);
            Node node = nodes.get(key);
            if (node == null) {
                node = attach(chain.root(), key, action, parent);
                nodes.put(key, node);
            }
            parent = node;
        }
        return end(parent);
    }

    /** Adds a chain as a path of its own; gives the key of its end. */
    public StepKey isolate(Chain chain) {
        Node parent = null;
        StepKey key = chain.root().key();
        for (Action action : chain.actions()) {
            key = key.then(action);
            parent = attach(chain.root(), key, action, parent);
        }
        return end(parent);
    }

    private static StepKey end(@Nullable Node last) {
        if (last == null) {
            throw new IllegalArgumentException("Cannot add a chain: it has no actions");
        }
        last.measured = true;
        return last.key;
    }

    private Node attach(Root root, StepKey key, Action action, @Nullable Node parent) {
        Node node = new Node(key, action, parent);
        size++;
        if (parent == null) {
            trunks.computeIfAbsent(root, r -> new ArrayList<>()).add(node);
        } else {
            parent.children.put(key, node);
        }
        return node;
    }

    /** The first actions of all chains, by what they begin from. */
    public Map<Root, List<Node>> trunks() {
        return trunks;
    }

    /** Number of actions. */
    public int size() {
        return size;
    }

    /** Cuts the tree into branches for executors. */
    public List<Branch> branches(CostModel costs, Set<String> stored, double secondsPerBranch) {
        return new Cutting(costs, stored, secondsPerBranch).cut(this);
    }
}
