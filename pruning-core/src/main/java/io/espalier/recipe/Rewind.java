package io.espalier.recipe;

import io.espalier.binding.Default;
import org.jspecify.annotations.Nullable;

/**
 * Puts the surviving weights back to where they stood after the labelled step; the mask stays.
 *
 * @param to a label, or {@code init} for the initial weights
 * @param label a name that a later rewind can go back to
 */
public record Rewind(@Default("init") String to, @Nullable String label) implements Step {
    public static final String INIT = "init";
}
