package io.espalier.projection;

import io.espalier.network.Network;

/**
 * What is done to the weights after each step of the optimiser and before the mask: a proximal step, a clamp. Found by
 * {@link java.util.ServiceLoader}: a record whose components are its options, with a no-argument constructor for their
 * defaults.
 */
public interface Projection {
    /**
     * The projection on one network.
     *
     * @throws IllegalArgumentException if the network has nothing that the projection could act on
     */
    Operator begin(Network network);

    /** The same projection, {@code factor} times as strong: a round further along a path. */
    Projection scaled(double factor);

    /** A projection at work in one train step. */
    @FunctionalInterface
    interface Operator {
        /**
         * Changes the weights where they stand, laid out by {@link Network#layout()}.
         *
         * @param rate of the optimiser's step just made: the step size of a proximal operator
         */
        void project(float[] weights, double rate);
    }
}
