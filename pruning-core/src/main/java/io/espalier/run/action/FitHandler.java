package io.espalier.run.action;

import io.espalier.baseline.Baseline;
import io.espalier.binding.Variant;
import io.espalier.plan.tree.Action;
import io.espalier.result.TrialRow.ErrorCode;
import io.espalier.snapshot.Snapshot;

/** A baseline's coefficients as weights. */
final class FitHandler implements ActionHandler<Action.Fit> {
    @Override
    public Snapshot apply(ExecutionContext context, Snapshot before, Action.Fit action) {
        long start = ProcessClock.here().nanoTime();
        float[] coefficients = coefficients(action.by(), context);
        Snapshot fitted = ThresholdHandler.removeBelow(0, before.withWeights(coefficients), context);
        double seconds = ProcessClock.here().secondsSince(start);
        return fitted.withProgress(fitted.progress().trained(0, 0, seconds));
    }

    private static float[] coefficients(Baseline by, ExecutionContext context) {
        try {
            return by.fit(context.data().train(), context.key().with("fit")).in(context.network());
        } catch (Exception | LinkageError e) { // whatever: Scala's methods do not say what they throw
            throw new TrialFailure(ErrorCode.ENGINE, "Cannot fit " + Variant.nameOf(by), e);
        }
    }
}
