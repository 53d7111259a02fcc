package io.espalier.recipe;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import io.espalier.binding.Unwrapped;
import io.espalier.criterion.Criterion;
import io.espalier.prune.Granularity;
import io.espalier.prune.Grouping;
import io.espalier.prune.LayerBounds;
import io.espalier.prune.LayerFilter;
import io.espalier.prune.MaskPlacement;
import io.espalier.prune.OutputLayerPolicy;
import io.espalier.prune.PruneAmount;
import io.espalier.prune.Scope;
import io.espalier.prune.SparsitySchedule;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Scores every group of weights and removes the lowest. Removed groups stay removed, unless a random placement draws
 * anew.
 *
 * @param criterion what scores a group: the lowest scores are removed
 * @param granularity which weights are removed together
 * @param scope which groups are ranked together
 * @param sparsity fraction of all groups that is removed after the step, in [0, 1); give this or {@code fraction}, or
 *     neither for an n-of-m pattern or a per-layer scope, which define their own
 * @param fraction fraction of the remaining groups that is removed now, in [0, 1)
 * @param fractions the same for single layers by name; {@code classifier} names the last one
 * @param schedule how {@code sparsity} rises over the rounds of the enclosing repeat, or of {@code rounds}
 * @param rounds number of times to score and select within this step, without training in between (SynFlow uses 100)
 * @param classifier whether the last weighted layer is pruned; never if groups are units
 * @param layers which layers are pruned, by name
 * @param bounds what every layer keeps
 * @param placement whether the chosen groups are removed, or as many of each layer at random ({@code shuffled} for a
 *     single prune step, {@code matched} in each of several)
 * @param label a name that a later rewind can refer to
 */
public record Prune(
        @Default("magnitude") Criterion criterion,
        @Default("weight") Granularity granularity,
        @Default("global") Scope scope,
        @Nullable Double sparsity,
        @Nullable Double fraction,
        @Default("{}") Map<String, Double> fractions,
        @Default("one-shot") SparsitySchedule schedule,
        @Default("1") int rounds,
        @Default("prune") OutputLayerPolicy classifier,
        @Default("{}") LayerFilter layers,
        @Unwrapped LayerBounds bounds,
        @Default("chosen") MaskPlacement placement,
        @Nullable String label)
        implements Step {
    public Prune {
        check(sparsity == null || (sparsity >= 0 && sparsity < 1), "sparsity", sparsity, "be in [0, 1)");
        check(fraction == null || (fraction >= 0 && fraction < 1), "fraction", fraction, "be in [0, 1)");
        boolean carriesOwn = granularity instanceof Granularity.NOfM || scope instanceof Scope.PerLayer;
        int given = (sparsity == null ? 0 : 1) + (fraction == null ? 0 : 1);
        check(
                carriesOwn ? given == 0 : given == 1,
                "sparsity",
                sparsity,
                carriesOwn ? "be omitted: the pattern or the layers define it" : "be given, or fraction, but not both");
        fractions = Map.copyOf(fractions);
        check(fractions.isEmpty() || fraction != null, "fractions", fractions, "be combined with fraction");
        fractions.forEach((layer, f) -> check(f >= 0 && f < 1, "fractions." + layer, f, "be in [0, 1)"));
        check(rounds >= 1 && rounds <= 10_000, "rounds", rounds, "be in 1..10000");
    }

    /** The sparsity to reach in one round of several; null where the recipe gives none. */
    public @Nullable Double sparsityIn(int round, int of) {
        return sparsity == null ? null : (Double) schedule.at(round, of, sparsity);
    }

    @Override
    public boolean removesWeights() {
        return true;
    }

    /** With its schedule resolved, unless it has rounds of its own. */
    @Override
    public Prune inRound(int round, Repeat repeat) {
        if (rounds > 1 || schedule == SparsitySchedule.ONE_SHOT) {
            return this;
        }
        return new Prune(
                criterion,
                granularity,
                scope,
                sparsityIn(round, repeat.rounds()),
                fraction,
                fractions,
                SparsitySchedule.ONE_SHOT,
                1,
                classifier,
                layers,
                bounds,
                placement,
                label);
    }

    @Override
    public Prune placed(MaskPlacement other) {
        return new Prune(
                criterion,
                granularity,
                scope,
                sparsity,
                fraction,
                fractions,
                schedule,
                rounds,
                classifier,
                layers,
                bounds,
                other,
                label);
    }

    /** How it cuts the network into groups. */
    public Grouping grouping() {
        return new Grouping(granularity, classifier, layers);
    }

    /** How much to remove, without the schedule. */
    public PruneAmount amount() {
        return PruneAmount.of(sparsity, fraction, fractions);
    }

    @Override
    public void accept(StepVisitor visitor) {
        visitor.visit(this);
    }
}
