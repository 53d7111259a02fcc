package io.espalier.run.action;

import io.espalier.network.Layout;
import io.espalier.network.op.Parameter;
import io.espalier.plan.tree.Action;
import io.espalier.prune.Granularity;
import io.espalier.prune.Mask;
import io.espalier.prune.OutputLayerPolicy;
import io.espalier.snapshot.Snapshot;
import io.espalier.snapshot.Snapshot.Pruning;

/** A mask without the weights below a number. */
final class ThresholdHandler implements ActionHandler<Action.Threshold> {
    @Override
    public Snapshot apply(ExecutionContext context, Snapshot before, Action.Threshold action) {
        return removeBelow(action.below(), before, context);
    }

    /** Weights of at least {@code below} stay, and none of 0. */
    static Snapshot removeBelow(double below, Snapshot before, ExecutionContext context) {
        float[] values = before.weights().values();
        Mask mask = before.mask().copy();
        for (Layout.Slot slot : context.network().layout().slots(Parameter.Role.WEIGHT)) {
            for (int i = slot.offset(); i < slot.end(); i++) {
                if (values[i] == 0 || Math.abs(values[i]) < below) {
                    mask.remove(i);
                }
            }
        }
        return before.withMask(mask)
                .withPruning(new Pruning(new Granularity.Weight(), OutputLayerPolicy.PRUNE, null, null));
    }
}
