package io.espalier.engine.linear;

import io.espalier.data.Dataset;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Copies examples of a data set side by side: one array per feature that is read at all, one number per example. */
final class SparseBatch {
    /** Features taken at a time, so that their arrays stay in the first-level cache. */
    private static final int TILE = 64;

    private final Dataset data;
    private final int[] features;
    private final float[][] vectors;

    /** @param readers by feature, how many weights read it */
    SparseBatch(Dataset data, int[] readers, int batch) {
        this.data = data;
        this.features =
                IntStream.range(0, readers.length).filter(i -> readers[i] > 0).toArray();
        this.vectors = new float[readers.length][];
        float[] unread = new float[0];
        Arrays.setAll(vectors, i -> readers[i] > 0 ? new float[VectorMath.count(batch)] : unread);
    }

    /** By feature. */
    float[][] vectors() {
        return vectors;
    }

    /** Takes up the examples {@code order[from..to)}; zeros behind them. */
    void fill(int[] order, int from, int to) {
        for (int first = 0; first < features.length; first += TILE) {
            int end = Math.min(first + TILE, features.length);
            for (int example = from; example < to; example++) {
                copy(order[example], example - from, first, end);
            }
            for (int f = first; f < end; f++) {
                Arrays.fill(vectors[features[f]], to - from, VectorMath.count(to - from), 0);
            }
        }
    }

    private void copy(int example, int position, int first, int end) {
        float[] all = data.features();
        int base = example * data.shape().elements();
        for (int f = first; f < end; f++) {
            vectors[features[f]][position] = all[base + features[f]];
        }
    }
}
