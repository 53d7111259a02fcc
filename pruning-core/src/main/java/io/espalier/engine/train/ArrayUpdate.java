package io.espalier.engine.train;

import io.espalier.network.Layout;
import io.espalier.network.op.Parameter;
import io.espalier.prune.Mask;
import io.espalier.recipe.train.Optimizer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An optimiser over one Java array, all of it free to move. */
final class ArrayUpdate {
    private final ParameterChunks chunks;
    private final OptimizerUpdate update;
    private final float[][] ones;
    private final float[] values = new float[ParameterChunks.LENGTH];
    private final float[] gradients = new float[ParameterChunks.LENGTH];

    ArrayUpdate(Optimizer optimizer, int size) {
        Layout layout = new Layout(List.of(new Parameter("own", Parameter.Role.WEIGHT, List.of(size))));
        chunks = new ParameterChunks(layout);
        update = OptimizerUpdate.of(optimizer, chunks);
        ones = chunks.ones(Mask.full(layout));
    }

    void step(float[] all, float[] gradient, double rate) {
        update.nextStep(rate);
        for (int i = 0; i < chunks.count(); i++) {
            int offset = chunks.get(i).offset();
            int count = chunks.get(i).count();
            System.arraycopy(all, offset, values, 0, count);
            System.arraycopy(gradient, offset, gradients, 0, count);
            update.apply(values, gradients, ones[i], i, count);
            System.arraycopy(values, 0, all, offset, count);
        }
    }

    long steps() {
        return update.steps();
    }

    Map<String, float[]> moments() {
        return update.moments();
    }

    /** Takes up its moments where a snapshot stopped; other names do not matter. */
    void restore(Map<String, float[]> saved, long steps) {
        Map<String, float[]> known = new TreeMap<>(saved);
        known.keySet().retainAll(update.moments().keySet());
        update.restore(known, steps);
    }
}
