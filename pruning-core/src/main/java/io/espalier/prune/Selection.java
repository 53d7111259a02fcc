package io.espalier.prune;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.network.Node;
import io.espalier.random.RandomKey;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns scores into a mask: removes exactly as many groups as asked, the lowest scores first, of equal scores the lower
 * group number first. Groups that are gone stay gone.
 *
 * <p>Exact counts: of n groups, n - round(sparsity n) stay, rounded half up; over all groups together for
 * {@link Scope.Global} and where a scope divides the total, in each layer for the others. No layer goes below
 * {@code min(floor, its groups)}: in a global ranking the next-lowest groups of other layers go in their place; a layer
 * ranked on its own just keeps more. A cap on a layer's sparsity is such a floor: of n groups n - floor(max-sparsity n)
 * stay at least. An n-of-m pattern keeps n in each run whatever the floor, and n at most of a shorter run at a unit's end.
 *
 * <p>A multiple of units rounds upwards afterwards: the highest-scored units that were to go stay, until the channels that
 * a layer has in the compacted network are a multiple, or all that are left. So more stay than {@code amount} says.
 *
 * @param bounds what every layer keeps
 */
public record Selection(Groups groups, Scope scope, PruneAmount amount, LayerBounds bounds) {
    /** The name that stands for the network's last weighted layer, whatever that is called. */
    public static final String CLASSIFIER = LayerFilter.CLASSIFIER;

    /**
     * @throws io.espalier.binding.InvalidValueException if a layer is unknown, or scope, granularity and amount do not go together
     */
    public Selection {
        checkCombination(groups.granularity(), scope, amount);
        checkCombination(groups.granularity(), bounds);
        if (scope instanceof Scope.PerLayer given) {
            checkNames(groups, "sparsity", given.sparsity());
        }
        if (amount instanceof PruneAmount.Fraction given) {
            checkNames(groups, "fractions", given.layers());
        }
    }

    /** With a floor alone. */
    public Selection(Groups groups, Scope scope, PruneAmount amount, int floor) {
        this(groups, scope, amount, new LayerBounds(floor));
    }

    private static void checkCombination(Granularity granularity, LayerBounds bounds) {
        check(
                bounds.maxSparsity() == null || !(granularity instanceof Granularity.NOfM),
                "max-sparsity",
                bounds.maxSparsity(),
                "be omitted when the granularity is n-of-m, which fixes the sparsity of every layer");
        check(
                bounds.multipleOf() == 1 || granularity.isUnit(),
                "multiple-of",
                bounds.multipleOf(),
                "be omitted unless the granularity is neuron, filter or unit");
    }

    private static void checkCombination(Granularity granularity, Scope scope, PruneAmount amount) {
        boolean pattern = granularity instanceof Granularity.NOfM;
        boolean perLayer = scope instanceof Scope.PerLayer;
        check(
                !pattern || scope instanceof Scope.Global || scope instanceof Scope.Layer,
                "scope",
                scope,
                "be global or layer when the granularity is n-of-m");
        check(
                amount instanceof PruneAmount.Inherent == (pattern || perLayer),
                "amount",
                amount,
                "be given, unless an n-of-m pattern or a per-layer scope defines it");
        if (scope.dividesTotal() && amount instanceof PruneAmount.Fraction f) {
            check(f.layers().isEmpty(), "fractions", f.layers(), "be omitted when the scope is erk or smart-ratio");
        }
    }

    private static void checkNames(Groups groups, String component, Map<String, Double> byLayer) {
        List<Node> layers = groups.layers().stream().map(Groups.Layer::node).toList();
        LayerFilter.requireKnown(component, byLayer.keySet(), groups.network(), layers, " that are pruned");
    }

    /**
     * Checks without any scores that there are enough groups for this.
     *
     * @param present groups of each layer that are still there
     * @throws UnreachableSparsityException if the floor keeps more than the amount leaves
     */
    public void requireFeasible(int[] present) {
        new LayerBudgets(this, present).pools();
    }

    /**
     * How many groups of each layer this leaves of {@code present}, as far as that can be said without scores: the total
     * is exact, and so is a layer that is ranked on its own; where layers compete, each is taken to lose the same part.
     * Never below the floor.
     */
    public int[] planned(int[] present) {
        return new LayerBudgets(this, present).planned();
    }

    /**
     * What stays of {@code before}.
     *
     * @param scores one per group; those of groups that are gone do not matter
     * @throws IllegalArgumentException if a score is missing or not finite
     * @throws UnreachableSparsityException if the floor keeps more than the amount leaves
     */
    public Mask select(double[] scores, Mask before) {
        boolean[] alive = groups.alive(before);
        return before.and(groups.expand(keep(scores, alive)));
    }

    /**
     * The same counts, the positions as {@code placement} has them.
     *
     * <p>A random placement may bring groups back that were gone before, and their weights with them: these are 0 until a
     * rewind, a new draw or training moves them.
     *
     * @param key of the step; read by a random placement only
     */
    public Mask select(double[] scores, Mask before, MaskPlacement placement, RandomKey key) {
        boolean[] kept = keep(scores, groups.alive(before));
        Mask candidates = placement.candidates(groups, before);
        return candidates.and(groups.expand(placement.place(kept, groups.alive(candidates), groups.ranges(), key)));
    }

    /**
     * What stays of {@code before} when groups go at random until each layer has as many as in another mask; a layer with
     * fewer keeps them all.
     *
     * @param key the same for every step of a chain, so that each mask is a part of the one before
     */
    public static Mask matching(Groups groups, Mask other, Mask before, RandomKey key) {
        boolean[] kept = MaskPlacement.MATCHED.place(groups.alive(other), groups.alive(before), groups.ranges(), key);
        return before.and(groups.expand(kept));
    }

    /** Which of the groups that are there stay. */
    public boolean[] keep(double[] scores, boolean[] alive) {
        requireRankable(groups, scores);
        boolean[] kept = alive.clone();
        int[] present =
                groups.layers().stream().mapToInt(layer -> layer.count(alive)).toArray();
        new LayerBudgets(this, present).pools().forEach(pool -> pool.removeLowest(kept, scores));
        if (bounds.multipleOf() > 1) {
            new UnitMultiple(groups, bounds.multipleOf()).raise(kept, alive, scores);
        }
        return kept;
    }

    /** @throws IllegalArgumentException if a score is missing or not finite */
    public static void requireRankable(Groups groups, double[] scores) {
        if (scores.length != groups.count()) {
            throw new IllegalArgumentException(
                    "Cannot rank " + groups.count() + " groups: " + scores.length + " scores");
        }
        for (int group = 0; group < scores.length; group++) {
            if (!Double.isFinite(scores[group])) {
                throw new IllegalArgumentException("Cannot rank group " + group + ": its score is " + scores[group]);
            }
        }
    }

    /** What a layer is asked for: its own number where it has one, found under its name or {@link #CLASSIFIER}. */
    PruneAmount amount(Groups.Layer layer) {
        if (scope instanceof Scope.PerLayer given) {
            Double own = own(given.sparsity(), layer);
            return own == null ? amount : new PruneAmount.Target(own);
        }
        if (amount instanceof PruneAmount.Fraction given) {
            Double own = own(given.layers(), layer);
            return own == null ? amount : new PruneAmount.Fraction(own, Map.of());
        }
        return amount;
    }

    private @Nullable Double own(Map<String, Double> byLayer, Groups.Layer layer) {
        String name = layer.node().name();
        boolean classifier = layer.node().equals(groups.network().classifier());
        return byLayer.containsKey(name) || !classifier ? byLayer.get(name) : byLayer.get(CLASSIFIER);
    }
}
