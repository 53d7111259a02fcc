package io.espalier.run.action;

import io.espalier.plan.tree.Action;
import io.espalier.snapshot.Snapshot;
import java.util.List;

/** Mini-batches of a train step; consecutive parts share one training loop. */
final class TrainBatchesHandler implements ActionHandler<Action.TrainBatches> {
    @Override
    public Snapshot apply(ExecutionContext context, Snapshot before, Action.TrainBatches action) {
        return applyAll(context, before, List.of(action));
    }

    @Override
    public Snapshot applyAll(ExecutionContext context, Snapshot before, List<Action.TrainBatches> parts) {
        return new TrainStepRunner(context, before).run(parts);
    }
}
