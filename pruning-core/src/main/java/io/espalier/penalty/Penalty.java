package io.espalier.penalty;

import io.espalier.network.Network;
import java.util.List;

/**
 * A term R(w) of the training loss besides the cross-entropy. Found by {@link java.util.ServiceLoader}: a record whose
 * components are its options, with a no-argument constructor for their defaults.
 */
public interface Penalty {
    /**
     * The term on one network.
     *
     * @param examples N, the size of the training part: a penalty that belongs to the whole of the data divides by it
     * @throws IllegalArgumentException if the network has nothing that the penalty could act on
     */
    Term begin(Network network, int examples);

    /** The same penalty, {@code factor} times as strong: a round further along a path. */
    Penalty scaled(double factor);

    /** A penalty at work in one train step. */
    @FunctionalInterface
    interface Term {
        /**
         * Adds dR/dw and gives R. Where R has a corner, any subgradient will do. Both arrays follow
         * {@link Network#layout()}.
         *
         * @param epoch passes over the training part since the train step began, with fractions
         */
        double add(float[] weights, float[] gradient, double epoch);

        /** Begins a train step at these weights: sets its own numbers, if it has any, by them. */
        default void start(float[] weights) {}

        /** What it trains besides the weights; nothing by default. Always in the same order and of the same sizes. */
        default List<OwnNumbers> own() {
            return List.of();
        }
    }
}
