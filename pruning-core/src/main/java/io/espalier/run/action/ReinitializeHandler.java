package io.espalier.run.action;

import io.espalier.network.Initialization;
import io.espalier.network.Layout;
import io.espalier.network.op.Parameter.Role;
import io.espalier.plan.tree.Action;
import io.espalier.random.RandomKey;
import io.espalier.snapshot.Snapshot;
import io.espalier.snapshot.Snapshot.Progress;
import java.util.stream.IntStream;

/** Weights drawn anew, or others in their place. */
final class ReinitializeHandler implements ActionHandler<Action.Reinitialize> {
    @Override
    public Snapshot apply(ExecutionContext context, Snapshot before, Action.Reinitialize action) {
        Progress progress = before.progress();
        RandomKey key = context.key().with("redraw").with(progress.draws());
        float[] others =
                switch (action.by()) {
                    case DRAWN -> Initialization.weights(context.network(), key);
                    case SIGNED_CONSTANT -> signedConstants(context, before, key);
                    case SHUFFLED -> shuffled(context, before, key);
                };
        return before.withWeights(others).withProgress(progress.afterDraw());
    }

    private static float[] signedConstants(ExecutionContext context, Snapshot before, RandomKey key) {
        float[] drawn = Initialization.weights(context.network(), key);
        float[] weights = before.weights().copy();
        for (Layout.Slot slot : context.network().layout().slots(Role.WEIGHT)) {
            double squares = IntStream.range(slot.offset(), slot.end())
                    .mapToDouble(i -> (double) drawn[i] * drawn[i])
                    .sum();
            float size = (float) Math.sqrt(squares / slot.parameter().size());
            for (int i = slot.offset(); i < slot.end(); i++) {
                weights[i] = Math.signum(weights[i]) * size;
            }
        }
        return weights;
    }

    private static float[] shuffled(ExecutionContext context, Snapshot before, RandomKey key) {
        float[] from = before.weights().values();
        float[] weights = before.weights().copy();
        for (Layout.Slot slot : context.network().layout().slots(Role.WEIGHT)) {
            int[] kept = IntStream.range(slot.offset(), slot.end())
                    .filter(before.mask()::keeps)
                    .toArray();
            int[] order = key.with(slot.offset()).permutation(kept.length);
            for (int i = 0; i < kept.length; i++) {
                weights[kept[i]] = from[kept[order[i]]];
            }
        }
        return weights;
    }
}
