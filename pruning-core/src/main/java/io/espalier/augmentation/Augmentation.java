package io.espalier.augmentation;

import io.espalier.network.op.Shape;
import io.espalier.random.RandomKey;
import java.util.List;

/**
 * Changes the features of training examples each time that they are seen, so that a network learns what does not depend on
 * the change. Found by {@link java.util.ServiceLoader}: a record whose components are its options, with a no-argument
 * constructor for their defaults. Features are changed as they are scaled; what is measured is never changed.
 */
public interface Augmentation {
    /**
     * The change of examples of one shape.
     *
     * @throws IllegalArgumentException if such examples have nothing that could be changed like this
     */
    Change begin(Shape shape);

    /** A change at work in one train step. */
    sealed interface Change permits OfExample, OfBatch {}

    /** Changes each example on its own. */
    @FunctionalInterface
    non-sealed interface OfExample extends Change {
        /**
         * Changes one example in place, as nothing but its features and the key say.
         *
         * @param features row-major (channels, height, width)
         * @param key to all that is drawn
         */
        void apply(float[] features, RandomKey key);
    }

    /** Mixes the examples of a mini-batch with each other, once each of them is changed on its own. */
    @FunctionalInterface
    non-sealed interface OfBatch extends Change {
        /** @param key to all that is drawn for the mini-batch */
        MixedBatch draw(int examples, RandomKey key);
    }

    /**
     * The change by one of several that come one after the other.
     *
     * @throws IllegalArgumentException if examples of this shape have nothing to change, or it mixes examples and is not the last
     */
    static Change begin(List<Augmentation> all, int place, Shape shape) {
        Change change = all.get(place).begin(shape);
        if (change instanceof OfBatch && place < all.size() - 1) {
            throw new IllegalArgumentException("it mixes examples, so it has to be the last");
        }
        return change;
    }

    /** @throws IllegalArgumentException if examples of a shape are vectors */
    static void requireImages(Shape shape) {
        if (shape.positions() == 1) {
            throw new IllegalArgumentException("the examples are not images, they are " + shape);
        }
    }
}
