package io.espalier.reparameterization;

import io.espalier.network.Network;

/**
 * Trains numbers of its own in place of the weights and makes the weights out of them, in training with noise. Found by
 * {@link java.util.ServiceLoader}: a record whose components are its options, with a no-argument constructor for their
 * defaults.
 */
public interface Reparameterization {
    /**
     * The coordinates of one network.
     *
     * @param examples N, the size of the training part, by which a loss that belongs to the whole of the data is
     *     divided
     * @throws IllegalArgumentException if the network has nothing that could be trained in this way
     */
    TrainableParameters begin(Network network, int examples);

    /**
     * The same with its own loss {@code factor} times as strong: a round further along a path. Equal to this where it has no
     * loss of its own.
     */
    Reparameterization scaled(double factor);
}
