package io.espalier.run.action;

import io.espalier.plan.tree.Action;
import io.espalier.snapshot.Snapshot;

/** The initial weights under a full mask. */
final class InitializeHandler implements ActionHandler<Action.Initialize> {
    @Override
    public Snapshot apply(ExecutionContext context, Snapshot before, Action.Initialize action) {
        return context.initial();
    }
}
