package io.espalier.recipe;

import org.jspecify.annotations.Nullable;

/**
 * Draws the remaining weights anew from the initial distribution; the mask is kept.
 *
 * @param label a name that a later rewind can refer to
 */
public record Reinitialize(@Nullable String label) implements Step {
    @Override
    public void trace(WeightHistory history) {
        history.clear();
    }

    @Override
    public void accept(StepVisitor visitor) {
        visitor.visit(this);
    }
}
