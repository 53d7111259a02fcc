package io.espalier.recipe;

import org.jspecify.annotations.Nullable;

/**
 * Draws the surviving weights anew from the initial distribution; the mask stays.
 *
 * @param label a name that a later rewind can go back to
 */
public record Reinitialize(@Nullable String label) implements Step {}
