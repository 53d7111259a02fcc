package io.espalier.run.action;

import io.espalier.plan.tree.Action;
import io.espalier.prune.OutputLayerPolicy;
import io.espalier.random.RandomKey;
import io.espalier.reconstruction.Reconstruction;
import io.espalier.reconstruction.Reconstructor;
import io.espalier.snapshot.Snapshot;
import io.espalier.snapshot.Snapshot.Pruning;

/** Sparser weights that give what the layers gave. */
final class ReconstructHandler implements ActionHandler<Action.Reconstruct> {
    @Override
    public Snapshot apply(ExecutionContext context, Snapshot before, Action.Reconstruct action) {
        Reconstructor by = action.by();
        RandomKey key = context.key().with("reconstruct").with(before.progress().pruneSteps());
        Reconstruction made = by.reconstruct(
                context.engine().activations(context.network(), before.weights().values(), context.scored(key)));
        return before.withMask(before.mask().and(made.mask()))
                .withWeights(made.weights())
                .withPruning(new Pruning(by.granularity(), OutputLayerPolicy.PRUNE, null, null))
                .withProgress(before.progress().afterPruneStep());
    }
}
