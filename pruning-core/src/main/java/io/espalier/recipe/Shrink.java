package io.espalier.recipe;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the network down to the units that live in another one of the same family, data and seed, and draws the weights of
 * that smaller network anew: its architecture alone, to be trained from scratch (Liu et al. 2019, arXiv:1810.05270).
 *
 * @param like the steps that produce the other network, with repeats unrolled
 * @param label a name that a later rewind can refer to
 */
public record Shrink(List<Step> like, @Nullable String label) implements Step {
    public Shrink {
        like = List.copyOf(like);
    }

    @Override
    public void accept(StepVisitor visitor) {
        visitor.visit(this);
    }
}
