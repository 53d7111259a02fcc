package io.espalier.plan.tree;

import io.espalier.binding.Canonical;
import io.espalier.recipe.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
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
        private final @Nullable Node reference;
        private final Map<Action, Node> children = new LinkedHashMap<>();

        private Node(TrialContext root, StepKey key, Action action, @Nullable Node parent, @Nullable Node reference) {
            this.root = root;
            this.key = key;
            this.action = action;
            this.parent = parent;
            this.reference = reference;
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

        /** The end of the chain that makes the other network which the action looks at; null where it looks at none. */
        public @Nullable Node reference() {
            return reference;
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

    private final List<Node> nodes;
    private final List<Node> references;

    private SweepTree(List<Node> nodes, List<Node> references) {
        this.nodes = List.copyOf(nodes);
        this.references = List.copyOf(references);
    }

    /** Some chains, each of whose actions makes for itself what it looks at. */
    public static SweepTree of(List<Chain> chains) {
        Builder tree = new Builder(reference -> Optional.empty());
        chains.forEach(tree::add);
        return tree.build();
    }

    /** The ends of the chains that make the other networks which actions look at. */
    public List<Node> references() {
        return references;
    }

    /** All actions, each behind the one before it and behind those that make what it looks at. */
    public List<Node> nodes() {
        return nodes;
    }

    /** Cuts the tree into branches for executors; what leads to nothing in demand, or only to what is stored, is left out. */
    public List<Branch> branches(CostModel costs, CutRequest request, double secondsPerBranch) {
        return new BranchPlanner(costs, request, secondsPerBranch).cut(this);
    }

    /** Grows a tree chain by chain. */
    public static final class Builder {
        private final Map<TrialContext, Map<Action, Node>> trunks = new LinkedHashMap<>();
        private final List<Node> nodes = new ArrayList<>();
        private final Map<Action, String> texts = new HashMap<>();
        private final Map<NetworkReference, Node> references = new HashMap<>();
        private final Function<NetworkReference, Optional<Chain>> chains;

        /** @param chains what makes the other networks that actions look at; nothing where each action is to make its own */
        public Builder(Function<NetworkReference, Optional<Chain>> chains) {
            this.chains = chains;
        }

        /** Adds a chain and those that its actions look at, sharing what is there already; gives the key of its end. */
        public StepKey add(Chain chain) {
            return end(chain).key;
        }

        private Node end(Chain chain) {
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
            return end;
        }

        private Node grow(TrialContext root, @Nullable Node parent, Action action) {
            StepKey before = parent == null ? root.key() : parent.key;
            String text = texts.computeIfAbsent(action, Canonical::json);
            Node reference = reference(action, root);
            Node node = new Node(root, before.then(text), action, parent, reference);
            nodes.add(node);
            return node;
        }

        private @Nullable Node reference(Action action, TrialContext root) {
            NetworkReference reference = action.reference(root).orElse(null);
            if (reference != null && !references.containsKey(reference)) {
                chains.apply(reference).ifPresent(chain -> references.put(reference, end(chain)));
            }
            return reference == null ? null : references.get(reference);
        }

        /** The tree; no chain is added to it after that. */
        public SweepTree build() {
            return new SweepTree(nodes, List.copyOf(references.values()));
        }
    }
}
