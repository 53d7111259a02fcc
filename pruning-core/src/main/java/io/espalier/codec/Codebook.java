package io.espalier.codec;

import java.util.Arrays;

/**
 * The values that the weights of one layer share: ascending, none of them 0. Found by k-means in one dimension, begun at
 * even steps from the least to the largest weight, which keeps the large ones well represented (Han, Mao and Dally
 * 2016, section 3). Weights that have no more values than there is room for keep them all.
 */
final class Codebook {
    private static final int ITERATIONS = 300;

    private final float[] values;

    Codebook(float[] values) {
        this.values = values;
    }

    /**
     * @param weights none of them 0
     * @param most values
     */
    static Codebook of(float[] weights, int most) {
        float[] sorted = weights.clone();
        Arrays.sort(sorted);
        float[] distinct = distinct(sorted);
        return distinct.length <= most ? new Codebook(distinct) : new Codebook(centroids(sorted, most)).used(sorted);
    }

    private static float[] distinct(float[] sorted) {
        float[] distinct = new float[sorted.length];
        int count = 0;
        for (float value : sorted) {
            if (value != 0 && (count == 0 || distinct[count - 1] != value)) {
                distinct[count++] = value;
            }
        }
        return Arrays.copyOf(distinct, count);
    }

    private static float[] centroids(float[] sorted, int most) {
        double[] sums = new double[sorted.length + 1];
        for (int i = 0; i < sorted.length; i++) {
            sums[i + 1] = sums[i] + sorted[i];
        }
        double[] centroids = evenly(sorted[0], sorted[sorted.length - 1], most);
        int[] ends = new int[most];
        for (int iteration = 0; iteration < ITERATIONS; iteration++) {
            int[] before = ends.clone();
            assign(sorted, centroids, ends);
            if (Arrays.equals(before, ends)) {
                break;
            }
            move(centroids, ends, sums);
        }
        float[] rounded = new float[most];
        for (int c = 0; c < most; c++) {
            rounded[c] = (float) centroids[c];
        }
        return distinct(rounded);
    }

    private static double[] evenly(float least, float largest, int count) {
        double[] points = new double[count];
        for (int c = 0; c < count; c++) {
            points[c] = count == 1 ? least : least + ((double) largest - least) * c / (count - 1);
        }
        return points;
    }

    /** Where the weights nearest to each centroid end; of two equally near ones the lower takes them. */
    private static void assign(float[] sorted, double[] centroids, int[] ends) {
        int next = 0;
        for (int c = 0; c < centroids.length; c++) {
            double border = c + 1 < centroids.length ? (centroids[c] + centroids[c + 1]) / 2 : Double.POSITIVE_INFINITY;
            while (next < sorted.length && sorted[next] <= border) {
                next++;
            }
            ends[c] = next;
        }
    }

    private static void move(double[] centroids, int[] ends, double[] sums) {
        int start = 0;
        for (int c = 0; c < centroids.length; c++) {
            if (ends[c] > start) {
                centroids[c] = (sums[ends[c]] - sums[start]) / (ends[c] - start);
            }
            start = ends[c];
        }
    }

    /** Without the values that no weight is nearest to. */
    private Codebook used(float[] weights) {
        boolean[] used = new boolean[values.length];
        for (float weight : weights) {
            used[nearest(weight)] = true;
        }
        float[] kept = new float[values.length];
        int count = 0;
        for (int i = 0; i < values.length; i++) {
            if (used[i]) {
                kept[count++] = values[i];
            }
        }
        return new Codebook(Arrays.copyOf(kept, count));
    }

    int size() {
        return values.length;
    }

    float value(int index) {
        return values[index];
    }

    /** The index of the value next to a weight; of two equally near ones the lower. */
    int nearest(float weight) {
        int found = Arrays.binarySearch(values, weight);
        if (found >= 0) {
            return found;
        }
        int above = -found - 1;
        if (above == 0 || above == values.length) {
            return above == 0 ? 0 : above - 1;
        }
        return (double) weight - values[above - 1] <= (double) values[above] - weight ? above - 1 : above;
    }
}
