package io.espalier.recipe;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import org.jspecify.annotations.Nullable;

/**
 * Removes every weight with |w| below a number, and every weight that is 0: what a penalty or a projection has shrunk
 * goes for good. Biases and norms stay. How much goes is known only afterwards; a prune step removes a given part.
 *
 * @param below smallest absolute value that is kept
 * @param label a name that a later rewind can refer to
 */
public record Threshold(
        @Default("0.001") double below, @Nullable String label) implements Step {
    public Threshold {
        check(below >= 0 && Double.isFinite(below), "below", below, "be at least 0");
    }

    @Override
    public boolean removesWeights() {
        return true;
    }

    @Override
    public void accept(StepVisitor visitor) {
        visitor.visit(this);
    }
}
