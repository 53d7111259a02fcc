package io.espalier.engine.train;

import io.espalier.network.Layout;
import io.espalier.network.op.Parameter;
import io.espalier.network.op.Parameter.Role;
import io.espalier.prune.Mask;
import io.espalier.recipe.train.Optimizer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Kept numbers that no gradient reaches, since they only join dead units: weight decay alone moves them. */
public final class DecayOnlyWeights {
    private static final float[] NO_GRADIENT = new float[ParameterChunks.LENGTH];

    private final int[] places;
    private final ParameterChunks chunks;
    private final OptimizerUpdate update;
    private final float[][] mask;
    private final float[][] values;

    /** @param places where the numbers stand in {@code weights} and in whatever has the same layout */
    public DecayOnlyWeights(int[] places, float[] weights, Optimizer optimizer) {
        this.places = places;
        Layout layout = new Layout(List.of(new Parameter("idle", Role.WEIGHT, List.of(places.length))));
        this.chunks = new ParameterChunks(layout);
        this.update = OptimizerUpdate.of(optimizer, chunks);
        this.mask = chunks.ones(Mask.full(layout));
        this.values = chunks.zeros();
        chunks.split(gather(weights), values);
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

    public void step(double rate) {
        update.nextStep(rate);
        for (int i = 0; i < values.length; i++) {
            update.apply(values[i], NO_GRADIENT, mask[i], i, values[i].length);
        }
    }

    /** Puts the numbers to their places. */
    public void putWeights(float[] weights) {
        scatter(chunks.join(values), weights);
    }

    /** Puts the moments to their places in arrays by the same names. */
    public void putMoments(Map<String, float[]> moments) {
        update.moments().forEach((name, own) -> scatter(own, Objects.requireNonNull(moments.get(name), name)));
    }

    public void restore(Map<String, float[]> moments, long steps) {
        if (places.length > 0) {
            Map<String, float[]> own = new HashMap<>();
            moments.forEach((name, whole) -> own.put(name, gather(whole)));
            update.restore(own, steps);
        }
    }
}
