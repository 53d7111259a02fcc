package io.espalier.plan.tree;

import io.espalier.binding.Canonical;
import io.espalier.recipe.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Chains of actions as a prefix tree: what chains begin with alike is there once. */
public final class SweepTree {
    /** One action, reached by one chain. */
    public static final class Node {
        private final TrialContext root;
        private final StepKey key;
        private final Action action;
        private final @Nullable Node parent;
        private final Map<Action, Node> children = new LinkedHashMap<>();

        private Node(TrialContext root, StepKey key, Action action, @Nullable Node parent) {
            this.root = root;
            this.key = key;
            this.action = action;
            this.parent = parent;
        }

        /** What its chain begins from. */
        public TrialContext root() {
            return root;
        }

        public StepKey key() {
            return key;
        }

        public Action action() {
            return action;
        }

        /** The action before; null for a chain's first. */
        public @Nullable Node parent() {
            return parent;
        }

        public List<Node> children() {
            return List.copyOf(children.values());
        }
    }

    /** A chain to add: where it begins, what it does. */
    public record Chain(TrialContext root, List<Action> actions) {
        public Chain {
            actions = List.copyOf(actions);
        }

        /** @param steps without repeat and measure; {@code trainingExamples} sets the length of an epoch */
        public static Chain of(TrialContext root, List<Step> steps, int trainingExamples) {
            return new Chain(root, RecipeCompiler.of(steps, trainingExamples));
        }

        /** What a recipe does, its rounds written out. */
        public static Chain ofRecipe(TrialContext root, List<Step> recipe, int trainingExamples) {
            List<MeasurePoints.Place> places = MeasurePoints.of(recipe);
            return new Chain(
                    root, RecipeCompiler.of(places.get(places.size() - 1).steps(), trainingExamples));
        }

        /** The same with one action more. */
        public Chain then(Action action) {
            return new Chain(
                    root, Stream.concat(actions.stream(), Stream.of(action)).toList());
        }

        /** The key behind each action. */
        public List<StepKey> keys() {
            List<StepKey> keys = new ArrayList<>();
            StepKey key = root.key();
            for (Action action : actions) {
                key = key.then(action);
                keys.add(key);
            }
            return keys;
        }

        /** The key of the last action. */
        public StepKey end() {
            List<StepKey> keys = keys();
            return keys.get(keys.size() - 1);
        }
    }

    private final Map<TrialContext, Map<Action, Node>> trunks = new LinkedHashMap<>();
    private final List<Node> nodes = new ArrayList<>();
    private final Map<Action, String> texts = new HashMap<>();

    /** Some chains. */
    public static SweepTree of(List<Chain> chains) {
        SweepTree tree = new SweepTree();
        chains.forEach(tree::add);
        return tree;
    }

    /** Adds a chain, sharing what is there already; gives the key of its end. */
    public StepKey add(Chain chain) {
        Map<Action, Node> here = trunks.computeIfAbsent(chain.root(), root -> new LinkedHashMap<>());
        Node end = null;
        for (Action action : chain.actions()) {
            Node next = here.get(action);
            if (next == null) {
                next = grow(chain.root(), end, action);
                here.put(action, next);
            }
            end = next;
            here = end.children;
        }
        if (end == null) {
            throw new IllegalArgumentException("Cannot add a chain: it has no actions");
        }
        return end.key;
    }

    private Node grow(TrialContext root, @Nullable Node parent, Action action) {
        StepKey before = parent == null ? root.key() : parent.key;
        String text = texts.computeIfAbsent(action, Canonical::json);
        Node node = new Node(root, before.then(text), action, parent);
        nodes.add(node);
        return node;
    }

    /** All actions, each behind the one before it. */
    public List<Node> nodes() {
        return Collections.unmodifiableList(nodes);
    }

    /** Cuts the tree into branches for executors; what leads to nothing in demand, or only to what is stored, is left out. */
    public List<Branch> branches(CostModel costs, CutRequest request, double secondsPerBranch) {
        return new BranchPlanner(costs, request, secondsPerBranch).cut(this);
    }
}
