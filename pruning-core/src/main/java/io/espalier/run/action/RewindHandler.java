package io.espalier.run.action;

import io.espalier.plan.tree.Action;
import io.espalier.recipe.Rewind;
import io.espalier.snapshot.Snapshot;
import io.espalier.snapshot.Weights;

/** The weights of a mark, or the initial ones. */
final class RewindHandler implements ActionHandler<Action.Rewind> {
    @Override
    public Snapshot apply(ExecutionContext context, Snapshot before, Action.Rewind action) {
        return before.withWeights(
                action.label().equals(Rewind.INIT) ? context.initialWeights() : marked(before, action.label()));
    }

    private static float[] marked(Snapshot before, String label) {
        Weights weights = before.marks().get(label);
        if (weights == null) {
            throw new IllegalStateException("Cannot rewind to " + label + ": no earlier step has that label");
        }
        return weights.copy();
    }
}
