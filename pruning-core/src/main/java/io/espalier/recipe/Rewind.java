package io.espalier.recipe;

import io.espalier.binding.Default;
import org.jspecify.annotations.Nullable;

/**
 * Resets the remaining weights to their values after the labelled step; the mask is kept.
 *
 * @param to a label, or {@code init} for the initial weights
 * @param label a name that a later rewind can refer to
 */
public record Rewind(@Default("init") String to, @Nullable String label) implements Step {
    public static final String INIT = "init";

    @Override
    public void trace(WeightHistory history) {
        history.rewind(to);
    }

    @Override
    public void accept(StepVisitor visitor) {
        visitor.visit(this);
    }
}
