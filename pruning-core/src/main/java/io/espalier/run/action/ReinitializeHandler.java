package io.espalier.run.action;

import io.espalier.network.Initialization;
import io.espalier.plan.tree.Action;
import io.espalier.random.RandomKey;
import io.espalier.snapshot.Snapshot;
import io.espalier.snapshot.Snapshot.Progress;

/** Weights drawn anew. */
final class ReinitializeHandler implements ActionHandler<Action.Reinitialize> {
    @Override
    public Snapshot apply(ExecutionContext context, Snapshot before, Action.Reinitialize action) {
        Progress progress = before.progress();
        RandomKey key = context.key().with("redraw").with(progress.draws());
        return before.withWeights(Initialization.weights(context.network(), key))
                .withProgress(progress.afterDraw());
    }
}
