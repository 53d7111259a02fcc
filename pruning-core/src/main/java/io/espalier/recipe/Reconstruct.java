package io.espalier.recipe;

import io.espalier.reconstruction.Reconstructor;
import org.jspecify.annotations.Nullable;

/**
 * Finds sparser weights that reproduce the layers' outputs on captured activations; weights they do not use are removed.
 *
 * @param by the method
 * @param label a name that a later rewind can refer to
 */
public record Reconstruct(Reconstructor by, @Nullable String label) implements Step {
    @Override
    public boolean removesWeights() {
        return true;
    }

    @Override
    public void accept(StepVisitor visitor) {
        visitor.visit(this);
    }
}
