package io.espalier.recipe;

import io.espalier.codec.Codec;
import org.jspecify.annotations.Nullable;

/**
 * Encodes the weights in a codec and decodes them again. From here on the network ships in this format: every row has
 * its size in it and is measured on what it decodes to, whatever trains the network afterwards.
 *
 * @param codec the codec
 * @param label a name that a later rewind can refer to
 */
public record Encode(Codec codec, @Nullable String label) implements Step {
    @Override
    public boolean appliesToDense() {
        return true;
    }

    @Override
    public void trace(WeightHistory history) {
        history.add(this);
    }

    @Override
    public void accept(StepVisitor visitor) {
        visitor.visit(this);
    }
}
