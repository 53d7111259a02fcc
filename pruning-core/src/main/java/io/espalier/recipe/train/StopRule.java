package io.espalier.recipe.train;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import io.espalier.criterion.Criterion;
import io.espalier.prune.Granularity;
import io.espalier.prune.Mask;
import java.util.List;

/** Ends a train step by its evaluations on the validation part. */
public sealed interface StopRule {
    /**
     * When pruning would remove about the same groups as at the evaluations before: an early-bird ticket (You et al. 2020). At every evaluation
     * the mask is drawn that pruning would give; the step ends when the newest is near each of the others.
     *
     * @param criterion criterion of the masks
     * @param granularity granularity of the masks
     * @param sparsity fraction of groups that each mask removes, over all layers
     * @param within largest distance between two masks, as the fraction of groups that differ
     * @param window number of latest masks that are compared
     */
    record MaskDistance(
            @Default("batch-norm-scale") Criterion criterion,
            @Default("unit") Granularity granularity,
            double sparsity,
            @Default("0.1") double within,
            @Default("5") int window)
            implements StopRule {
        public MaskDistance {
            check(sparsity > 0 && sparsity < 1, "sparsity", sparsity, "be in (0, 1)");
            check(within >= 0 && within <= 1, "within", within, "be in [0, 1]");
            check(window >= 2, "window", window, "be at least 2");
        }

        /** Whether masks, the newest last, are stable. */
        public boolean holds(List<Mask> drawn) {
            Mask newest = drawn.get(drawn.size() - 1);
            return drawn.size() >= window
                    && drawn.stream().allMatch(mask -> newest.distance(mask) <= within * newest.size());
        }
    }
}
