package io.espalier.engine.train;

import io.espalier.random.RandomKey;
import io.espalier.reparameterization.TrainableParameters;
import java.util.Arrays;

/** The weights themselves as what is trained. */
record IdentityParameters(int size) implements TrainableParameters {
    @Override
    public float[] initial(float[] weights, RandomKey key) {
        return Arrays.copyOf(weights, size);
    }

    @Override
    public void draw(float[] own, RandomKey noise, float[] weights, float[] variances) {
        fold(own, weights);
    }

    @Override
    public void pullBack(float[] own, double epoch, float[] weights, float[] variances, float[] ownGradient) {
        System.arraycopy(weights, 0, ownGradient, 0, size);
    }

    @Override
    public double loss(float[] own, double epoch) {
        return 0;
    }

    @Override
    public void fold(float[] own, float[] weights) {
        System.arraycopy(own, 0, weights, 0, size);
    }
}
