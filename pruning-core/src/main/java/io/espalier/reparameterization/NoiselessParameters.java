package io.espalier.reparameterization;

import io.espalier.random.RandomKey;

/** Weights that are a function of their own numbers alone: those of training are those of {@link #fold}. */
interface NoiselessParameters extends TrainableParameters {
    @Override
    default Noise noise() {
        return Noise.NONE;
    }

    @Override
    default void draw(float[] own, RandomKey noise, float[] weights, float[] variances) {
        fold(own, weights);
    }

    /** None. */
    @Override
    default double loss(float[] own, double epoch) {
        return 0;
    }
}
