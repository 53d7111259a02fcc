package io.espalier.recipe;

import io.espalier.baseline.Baseline;
import org.jspecify.annotations.Nullable;

/**
 * Fits a baseline; its coefficients take the place of the weights, and those that are exactly 0 are removed. The network
 * must be the baseline's own.
 *
 * @param by the baseline, whose network the sweep must have
 * @param label a name that a later rewind can refer to
 */
public record Fit(Baseline by, @Nullable String label) implements Step {
    @Override
    public boolean appliesToDense() {
        return true;
    }

    @Override
    public void trace(WeightHistory history) {
        history.clear();
    }

    @Override
    public void accept(StepVisitor visitor) {
        visitor.visit(this);
    }
}
