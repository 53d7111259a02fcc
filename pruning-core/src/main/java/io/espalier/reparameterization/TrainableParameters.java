package io.espalier.reparameterization;

import io.espalier.random.RandomKey;

/**
 * A network's weights as a function of trained numbers, its own. Weights and their gradients are arrays by
 * {@link io.espalier.network.Layout} of which the trained part counts; its own numbers are laid out as it likes. In each
 * iteration {@link #draw} comes first, then {@link #pullBack} with the gradient at what was drawn.
 */
public interface TrainableParameters {
    /** Where noise enters in training. */
    enum Noise {
        /** Nowhere: the weights are a function of its own numbers alone, those of {@link #fold}. */
        NONE,
        /** In the weights, one draw for each mini-batch. */
        IN_WEIGHTS,
        /**
         * In what each weighted node gives, one draw for each example and position: sd eps with eps standard normal and
         * sd^2 = (the node with the variances as its weights, on x^2) + 1e-8 (local reparameterisation, Kingma et al.
         * 2015).
         */
        IN_ACTIVATIONS
    }

    /** How {@link #pullBack} carries the gradient of the data's loss. */
    enum Gradient {
        /** By the chain rule. */
        EXACT,
        /** As if the weights were the numbers of the same place, where they are a step function of them. */
        STRAIGHT_THROUGH,
        /**
         * By the chain rule to the numbers of the layout's trained part. Each number behind them opens a gate, at 1 whatever
         * the noise is, and closes it at 0: to it as if the weights were linear in between.
         */
        STRAIGHT_THROUGH_GATES
    }

    default Gradient gradient() {
        return Gradient.EXACT;
    }

    default Noise noise() {
        return Noise.IN_WEIGHTS;
    }

    /** Its own numbers at the start of a train step. */
    float[] initial(float[] weights, RandomKey key);

    /**
     * Writes the weights of one mini-batch.
     *
     * @param noise a key of this iteration
     * @param variances to be written too where {@link #noise} is in activations; else of length 0
     */
    void draw(float[] own, RandomKey noise, float[] weights, float[] variances);

    /** Its own loss, a term besides the cross-entropy. */
    double loss(float[] own, double epoch);

    /**
     * Adds to {@code ownGradient}, which comes as zeros, the gradient of the data's loss, by {@link #gradient} from what was
     * drawn last, and that of its own loss.
     *
     * @param epoch passes over the training part since the train step began, with fractions
     * @param weights the gradient by what was drawn; {@code variances} likewise
     */
    void pullBack(float[] own, double epoch, float[] weights, float[] variances, float[] ownGradient);

    /**
     * Changes which numbers are trained, behind a step of the optimiser and before {@link #confine}. What the last
     * {@link #draw} and {@link #pullBack} were given may be used.
     *
     * @param iteration mini-batches since the train step began, this one counted
     */
    default void revise(float[] own, long iteration) {}

    /** Brings its own numbers back into their range after a step of the optimiser. */
    default void confine(float[] own) {}

    /** Writes the weights that stand for the trained network: no noise, exactly 0 where there is nothing. */
    void fold(float[] own, float[] weights);
}
