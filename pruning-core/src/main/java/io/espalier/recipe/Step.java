package io.espalier.recipe;

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
    /** The name that a later rewind can go back to; null without one. */
    default @Nullable String label() {
        return null;
    }
}
