package io.espalier.run.action;

import io.espalier.plan.tree.Action;
import io.espalier.snapshot.Snapshot;

/** Nothing: the metric looks at the network when the segment is measured. */
final class AssessHandler implements ActionHandler<Action.Assess> {
    @Override
    public Snapshot apply(ExecutionContext context, Snapshot before, Action.Assess action) {
        return before;
    }
}
