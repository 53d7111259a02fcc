package io.espalier.run.action;

import io.espalier.plan.tree.Action;
import io.espalier.snapshot.Snapshot;

/** The weights as they stand, under a label. */
final class MarkHandler implements ActionHandler<Action.Mark> {
    @Override
    public Snapshot apply(ExecutionContext context, Snapshot before, Action.Mark action) {
        return before.withMark(action.label());
    }
}
