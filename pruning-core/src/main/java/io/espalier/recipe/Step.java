package io.espalier.recipe;

import io.espalier.prune.MaskPlacement;
import org.jspecify.annotations.Nullable;

/** One step of a recipe. */
public sealed interface Step
        permits Train,
                Fit,
                Prune,
                Threshold,
                Rewind,
                Reinitialize,
                Shrink,
                Recalibrate,
                Encode,
                Reconstruct,
                Measure,
                Repeat {
    /** Calls the visitor's method for steps of this kind. */
    void accept(StepVisitor visitor);

    /** The name that a later rewind can go back to; null without one. */
    default @Nullable String label() {
        return null;
    }

    /** Whether it removes weights. */
    default boolean removesWeights() {
        return false;
    }

    /** Whether a network that is not pruned goes through it too, for comparison: its training, and how it is encoded. */
    default boolean appliesToDense() {
        return false;
    }

    /** The step as it is done in one round, from 1, of a repeat. */
    default Step inRound(int round, Repeat repeat) {
        return this;
    }

    /** The same step with the groups that it removes placed otherwise. */
    default Step placed(MaskPlacement placement) {
        return this;
    }

    /** Adds what it does to the weights that stay; by default nothing. */
    default void trace(WeightHistory history) {}
}
