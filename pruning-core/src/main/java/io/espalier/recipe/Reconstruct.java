package io.espalier.recipe;

import io.espalier.reconstruction.Reconstructor;
import org.jspecify.annotations.Nullable;

/**
 * Finds sparser weights that give what the layers gave, on captured activations; what they leave out is removed.
 *
 * @param by the method
 * @param label a name that a later rewind can go back to
 */
public record Reconstruct(Reconstructor by, @Nullable String label) implements Step {}
