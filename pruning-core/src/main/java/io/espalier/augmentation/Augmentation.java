package io.espalier.augmentation;

import io.espalier.network.op.Shape;
import io.espalier.random.RandomKey;

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
    @FunctionalInterface
    interface Change {
        /**
         * Changes one example in place, as nothing but its features and the key say.
         *
         * @param features row-major (channels, height, width)
         * @param key to all that is drawn
         */
        void apply(float[] features, RandomKey key);
    }

    /** @throws IllegalArgumentException if examples of a shape are vectors */
    static void requireImages(Shape shape) {
        if (shape.positions() == 1) {
            throw new IllegalArgumentException("the examples are not images, they are " + shape);
        }
    }
}
