package io.espalier.run.action;

import io.espalier.plan.tree.Action;
import io.espalier.snapshot.Snapshot;
import java.util.List;

/**
 * Does one kind of action: a pure function of the snapshot before it, the context, and nothing else. All randomness comes
 * from the context's key, by purpose and by how many steps of the kind lie behind. The handler of the action X is the class
 * XHandler.
 */
interface ActionHandler<A extends Action> {
    Snapshot apply(ExecutionContext context, Snapshot before, A action);

    /** Actions of which each continues the one before it, see {@link Action#continues}. */
    default Snapshot applyAll(ExecutionContext context, Snapshot before, List<A> actions) {
        Snapshot snapshot = before;
        for (A action : actions) {
            snapshot = apply(context, snapshot, action);
        }
        return snapshot;
    }
}
