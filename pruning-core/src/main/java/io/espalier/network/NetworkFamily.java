package io.espalier.network;

import io.espalier.binding.Tagged;
import io.espalier.network.op.Shape;
import io.espalier.random.RandomKey;

/**
 * A network architecture, found by {@link java.util.ServiceLoader}: a record whose components are its options. It
 * becomes a {@link Network} once the data say how an example looks and how many classes there are.
 */
@Tagged("family")
public interface NetworkFamily {
    /** @throws IllegalArgumentException if the input does not fit the architecture */
    Network build(Shape input, int classes);

    /**
     * The same for a task that may ask for outputs of each class at several steps, in the order of their channels. A family
     * that has none gives them all at once, from the whole example.
     *
     * @throws IllegalArgumentException the same
     */
    default Network build(Shape input, Shape output) {
        return build(input, output.elements());
    }

    /** The weights that a network of it begins with: drawn, unless the family brings its own. */
    default float[] weights(Network network, RandomKey key) {
        return Initialization.weights(network, key);
    }

    /**
     * The same architecture with every hidden width multiplied by {@code width} in (0, 1], rounded, at least 1: the
     * small dense network that a pruned one has to beat.
     */
    NetworkFamily scaled(double width);

    /** One hidden width multiplied by {@code factor}, rounded half up, at least 1. */
    static int scaled(int width, double factor) {
        return (int) Math.max(1, Math.round(width * factor));
    }
}
