package io.espalier.engine;

import io.espalier.recipe.Optimizer;
import java.util.Arrays;
import java.util.Map;

/** An optimiser over one Java array, stretch by stretch. */
final class ArrayUpdate {
    private final Update update;
    private final float[] values = new float[Update.STRETCH];
    private final float[] gradients = new float[Update.STRETCH];
    private final float[] ones = new float[Update.STRETCH];

    ArrayUpdate(Optimizer optimizer, int size) {
        update = Update.of(optimizer, size);
        Arrays.fill(ones, 1);
    }

    void step(float[] all, float[] gradient, double rate) {
        update.nextStep(rate);
        for (int offset = 0; offset < all.length; offset += Update.STRETCH) {
            int count = Math.min(Update.STRETCH, all.length - offset);
            System.arraycopy(all, offset, values, 0, count);
            System.arraycopy(gradient, offset, gradients, 0, count);
            update.apply(values, gradients, ones, offset, count);
            System.arraycopy(values, 0, all, offset, count);
        }
    }

    long steps() {
        return update.steps();
    }

    Map<String, float[]> moments() {
        return update.moments();
    }

    void restore(Map<String, float[]> saved, long steps) {
        update.restore(saved, steps);
    }
}
