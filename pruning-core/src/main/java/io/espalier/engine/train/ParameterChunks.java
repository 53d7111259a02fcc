package io.espalier.engine.train;

import io.espalier.network.Layout;
import io.espalier.prune.Mask;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The trained numbers of a layout in runs: short enough for all arrays of an optimiser's step to stay in the
 * first-level cache, each within one parameter. Java's compiler makes vector instructions of loops over arrays from
 * index 0, so what belongs to a run, as its moments, is an array of its own.
 */
public final class ParameterChunks {
    /** The longest run. */
    public static final int LENGTH = 1024;

    /** The numbers {@code start} to {@code start + count - 1} of one parameter. */
    public record Chunk(Layout.Slot slot, int start, int count) {
        /** Where the run begins in the layout. */
        public int offset() {
            return slot.offset() + start;
        }
    }

    private final int size;
    private final List<Chunk> all = new ArrayList<>();

    public ParameterChunks(Layout layout) {
        size = layout.trainedSize();
        for (Layout.Slot slot : layout.slots()) {
            if (slot.parameter().role().isTrained()) {
                cut(slot);
            }
        }
    }

    private void cut(Layout.Slot slot) {
        int end = slot.parameter().size();
        for (int start = 0; start < end; start += LENGTH) {
            all.add(new Chunk(slot, start, Math.min(LENGTH, end - start)));
        }
    }

    public int count() {
        return all.size();
    }

    public Chunk get(int index) {
        return all.get(index);
    }

    /** One array of zeros for each run. */
    float[][] zeros() {
        return all.stream().map(s -> new float[s.count()]).toArray(float[][]::new);
    }

    /** Cuts an array by the layout. */
    void split(float[] values, float[][] runs) {
        for (int i = 0; i < runs.length; i++) {
            System.arraycopy(values, all.get(i).offset(), runs[i], 0, runs[i].length);
        }
    }

    /** The inverse of {@link #split}, zeros in the gaps. */
    float[] join(float[][] runs) {
        float[] values = new float[size];
        for (int i = 0; i < runs.length; i++) {
            System.arraycopy(runs[i], 0, values, all.get(i).offset(), runs[i].length);
        }
        return values;
    }

    /** One for what is kept and zero for what is not; runs that are kept whole share one array. */
    public float[][] ones(Mask mask) {
        float[] whole = new float[LENGTH];
        Arrays.fill(whole, 1);
        return all.stream()
                .map(s -> mask.kept(s.offset(), s.offset() + s.count()) == s.count() ? whole : ones(mask, s))
                .toArray(float[][]::new);
    }

    public static float[] ones(Mask mask, Chunk chunk) {
        float[] ones = new float[chunk.count()];
        for (int i = 0; i < ones.length; i++) {
            ones[i] = mask.keeps(chunk.offset() + i) ? 1 : 0;
        }
        return ones;
    }
}
