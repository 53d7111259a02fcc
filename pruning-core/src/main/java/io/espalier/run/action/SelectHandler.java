package io.espalier.run.action;

import io.espalier.plan.tree.Action;
import io.espalier.prune.Groups;
import io.espalier.prune.Mask;
import io.espalier.prune.PruneAmount;
import io.espalier.prune.Selection;
import io.espalier.random.RandomKey;
import io.espalier.snapshot.Snapshot;
import io.espalier.snapshot.Snapshot.Progress;
import io.espalier.snapshot.Snapshot.Pruning;
import org.jspecify.annotations.Nullable;

/** A mask without the lowest-scored groups. */
final class SelectHandler implements ActionHandler<Action.Select> {
    @Override
    public Snapshot apply(ExecutionContext context, Snapshot before, Action.Select action) {
        Pruning pruning = before.pruning();
        if (pruning == null || pruning.scores() == null) {
            throw new IllegalStateException("Cannot select groups: nothing scored them");
        }
        double[] scores = pruning.scores().values();
        Selection selection = new Selection(
                context.groups(pruning.grouping()),
                action.scope(),
                PruneAmount.of(action.sparsity(), action.fraction(), action.fractions()),
                action.bounds());
        Progress progress = before.progress();
        RandomKey key = context.key().with("placement").with(progress.pruneSteps());
        Mask mask = selection.select(scores, before.mask(), action.placement(), key);
        Double removed = removed(scores, selection.groups(), before.mask(), mask);
        return before.withMask(mask)
                .withPruning(new Pruning(pruning.grouping(), null, removed))
                .withProgress(progress.afterPruneStep());
    }

    /** Null where the sum is not a number that a table may hold. */
    private static @Nullable Double removed(double[] scores, Groups groups, Mask before, Mask after) {
        boolean[] present = groups.alive(before);
        boolean[] kept = groups.alive(after);
        double sum = 0;
        for (int group = 0; group < scores.length; group++) {
            sum += present[group] && !kept[group] ? scores[group] : 0;
        }
        return Double.isFinite(sum) ? (Double) sum : null;
    }
}
