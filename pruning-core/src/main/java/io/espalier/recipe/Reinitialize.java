package io.espalier.recipe;

import io.espalier.binding.Default;
import org.jspecify.annotations.Nullable;

/**
 * Draws the remaining weights anew from the initial distribution, or puts others in their place; the mask is kept.
 *
 * @param by what takes their place
 * @param label a name that a later rewind can refer to
 */
public record Reinitialize(
        @Default("drawn") NewWeights by, @Nullable String label) implements Step {
    @Override
    public void trace(WeightHistory history) {
        if (by == NewWeights.DRAWN) {
            history.clear();
        } else {
            history.add(this);
        }
    }

    @Override
    public void accept(StepVisitor visitor) {
        visitor.visit(this);
    }
}
