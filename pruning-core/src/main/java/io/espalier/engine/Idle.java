package io.espalier.engine;

import io.espalier.network.Layout;
import io.espalier.network.Parameter;
import io.espalier.network.Parameter.Role;
import io.espalier.prune.Mask;
import io.espalier.recipe.Optimizer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Kept numbers that no gradient reaches, since they only join dead units: weight decay alone moves them. */
final class Idle {
    private static final float[] NO_GRADIENT = new float[Stretches.LENGTH];

    private final int[] places;
    private final Stretches stretches;
    private final Update update;
    private final float[][] mask;
    private final float[][] values;

    /** @param places where the numbers stand in {@code weights} and in whatever has the same layout */
    Idle(int[] places, float[] weights, Optimizer optimizer) {
        this.places = places;
        Layout layout = new Layout(List.of(new Parameter("idle", Role.WEIGHT, List.of(places.length))));
        this.stretches = new Stretches(layout);
        this.update = Update.of(optimizer, stretches);
        this.mask = stretches.ones(Mask.full(layout));
        this.values = stretches.zeros();
        stretches.split(gather(weights), values);
    }

    private float[] gather(float[] whole) {
        float[] own = new float[places.length];
        for (int i = 0; i < own.length; i++) {
            own[i] = whole[places[i]];
        }
        return own;
    }

    private void scatter(float[] own, float[] whole) {
        for (int i = 0; i < places.length; i++) {
            whole[places[i]] = own[i];
        }
    }

    void step(double rate) {
        update.nextStep(rate);
        for (int i = 0; i < values.length; i++) {
            update.apply(values[i], NO_GRADIENT, mask[i], i, values[i].length);
        }
    }

    /** Puts the numbers to their places. */
    void putWeights(float[] weights) {
        scatter(stretches.join(values), weights);
    }

    /** Puts the moments to their places in arrays by the same names. */
    void putMoments(Map<String, float[]> moments) {
        update.moments().forEach((name, own) -> scatter(own, Objects.requireNonNull(moments.get(name), name)));
    }

    void restore(Map<String, float[]> moments, long steps) {
        if (places.length > 0) {
            Map<String, float[]> own = new HashMap<>();
            moments.forEach((name, whole) -> own.put(name, gather(whole)));
            update.restore(own, steps);
        }
    }
}
