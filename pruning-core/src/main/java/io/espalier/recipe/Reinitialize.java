package io.espalier.recipe;

import org.jspecify.annotations.Nullable;

/** Draws the surviving weights anew from the initial distribution; the mask stays. */
public record Reinitialize(@Nullable String label) implements Step {}
