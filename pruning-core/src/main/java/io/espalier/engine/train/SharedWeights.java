package io.espalier.engine.train;

import io.espalier.network.Layout;
import io.espalier.network.op.Parameter.Role;
import io.espalier.prune.Mask;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Weights that are one number: those of a layer with the same value. The gradient of each is the sum over all of them
 * (Han, Mao and Dally 2016, section 3.3), so that whatever moves weights one by one moves them alike.
 */
public final class SharedWeights implements Backpropagation {
    private static final int ALONE = -1;

    private final Backpropagation each;
    private final ParameterChunks chunks;
    private final Map<Layout.Slot, Group> layers = new LinkedHashMap<>();
    private final float[] buffer = new float[ParameterChunks.LENGTH];

    /** For each weight of a layer the number of its value, or {@value #ALONE} where the mask removed it. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Group(int[] members, double[] sums) {
        void add(int start, float[] gradient, int count) {
            for (int i = 0; i < count; i++) {
                if (members[start + i] != ALONE) {
                    sums[members[start + i]] += gradient[i];
                }
            }
        }

        void take(int start, float[] gradient, int count) {
            for (int i = 0; i < count; i++) {
                gradient[i] = members[start + i] == ALONE ? 0 : (float) sums[members[start + i]];
            }
        }
    }

    /** @param each gives every weight a gradient of its own */
    public SharedWeights(Backpropagation each, ParameterChunks chunks, Layout layout, float[] weights, Mask mask) {
        this.each = each;
        this.chunks = chunks;
        layout.slots(Role.WEIGHT).forEach(slot -> layers.put(slot, group(slot, weights, mask)));
    }

    private static Group group(Layout.Slot slot, float[] weights, Mask mask) {
        Map<Float, Integer> numbers = new HashMap<>();
        int[] members = new int[slot.parameter().size()];
        for (int i = 0; i < members.length; i++) {
            int at = slot.offset() + i;
            members[i] = mask.keeps(at) ? numbers.computeIfAbsent(weights[at], value -> numbers.size()) : ALONE;
        }
        return new Group(members, new double[numbers.size()]);
    }

    @Override
    public double run(int[] order, int from, int to) {
        double loss = each.run(order, from, to);
        if (Double.isFinite(loss)) {
            layers.values().forEach(layer -> Arrays.fill(layer.sums(), 0));
            for (int i = 0; i < chunks.count(); i++) {
                add(chunks.get(i));
            }
        }
        return loss;
    }

    private void add(ParameterChunks.Chunk chunk) {
        Group layer = layers.get(chunk.slot());
        if (layer != null) {
            each.take(chunk, buffer);
            layer.add(chunk.start(), buffer, chunk.count());
        }
    }

    @Override
    public void take(ParameterChunks.Chunk chunk, float[] gradient) {
        Group layer = layers.get(chunk.slot());
        if (layer == null) {
            each.take(chunk, gradient);
        } else {
            layer.take(chunk.start(), gradient, chunk.count());
        }
    }

    @Override
    public void close() {
        each.close();
    }
}
