package io.espalier.network.op;

import java.util.List;
import java.util.OptionalInt;

/**
 * Whole numbers as channels: a 1 in the channel of the number and 0 in all others, for each number of the input in its
 * order. (channels, height, width) becomes (tokens, 1, channels height width). With a convolution of 1x1 behind it, it is an
 * embedding.
 *
 * @param tokens numbers that there are, from 0
 */
public record OneHot(int tokens) implements Op {
    public OneHot {
        if (tokens < 1) {
            throw new IllegalArgumentException("Invalid tokens: " + tokens + " (must be positive)");
        }
    }

    @Override
    public Shape output(List<Shape> in) {
        return new Shape(tokens, 1, in.get(0).elements());
    }

    @Override
    public boolean isCausal(List<Shape> in) {
        return in.get(0).elements() == in.get(0).width();
    }

    @Override
    public OptionalInt domain() {
        return OptionalInt.of(tokens);
    }
}
