package io.espalier.reconstruction;

import io.espalier.network.Network;
import io.espalier.random.RandomKey;

/** What reconstructors may ask of a trained network. */
public interface ActivationView {
    Network network();

    /** By the network's layout; a copy. */
    float[] weights();

    /** Of this step and trial. */
    RandomKey random();

    /** Training examples at hand. */
    int size();

    /**
     * What a node gives for the first {@code examples} training examples, row-major (examples, elements), norms by their
     * running statistics; {@link io.espalier.network.Node#INPUT} gives the examples themselves.
     *
     * @param weights of the network, or others of its layout
     */
    float[] outputs(float[] weights, String node, int examples);
}
