package io.espalier.run.action;

import io.espalier.plan.tree.Action;
import io.espalier.prune.Mask;
import io.espalier.prune.Selection;
import io.espalier.snapshot.Snapshot;
import io.espalier.snapshot.Snapshot.Pruning;

/** A random mask that leaves each layer as many groups as another network has. */
final class MatchHandler implements ActionHandler<Action.Match> {
    @Override
    public Snapshot apply(ExecutionContext context, Snapshot before, Action.Match action) {
        Mask other = context.references().snapshot(action).mask();
        Mask mask = Selection.matching(
                context.groups(action.grouping()),
                other,
                before.mask(),
                context.key().with("placement"));
        return before.withMask(mask)
                .withPruning(new Pruning(action.grouping(), null, null))
                .withProgress(before.progress().afterPruneStep());
    }
}
