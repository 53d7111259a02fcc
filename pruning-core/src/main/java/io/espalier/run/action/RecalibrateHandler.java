package io.espalier.run.action;

import io.espalier.data.Dataset;
import io.espalier.engine.OrderedExamples;
import io.espalier.plan.tree.Action;
import io.espalier.random.RandomKey;
import io.espalier.snapshot.Snapshot;

/** New running statistics of batch norms. */
final class RecalibrateHandler implements ActionHandler<Action.Recalibrate> {
    @Override
    public Snapshot apply(ExecutionContext context, Snapshot before, Action.Recalibrate action) {
        RandomKey key = context.key().with("recalibrate");
        Dataset train = context.data().train();
        return before.withWeights(context.engine()
                .recalibrate(
                        context.network(),
                        before.weights().values(),
                        new OrderedExamples(train, key.permutation(train.size()), key),
                        action.batch(),
                        action.batches()));
    }
}
