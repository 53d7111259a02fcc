package io.espalier.codec;

import io.espalier.network.Layout;
import java.util.Arrays;

/** The weights of one layer that are not 0: how far each stands behind the one before, and which value it takes. */
final class SparseWeights {
    private final float[] weights;
    private final int[] gaps;
    private final Codebook codebook;
    private final int filler;

    private SparseWeights(float[] weights, int[] gaps, Codebook codebook, int filler) {
        this.weights = weights;
        this.gaps = gaps;
        this.codebook = codebook;
        this.filler = filler;
    }

    /**
     * @param most values of the codebook
     * @param filler the distance symbol that skips as many zeros and stores no weight
     * @throws IllegalArgumentException if a weight is not finite
     */
    static SparseWeights of(float[] values, Layout.Slot slot, int most, int filler) {
        float[] weights = new float[slot.parameter().size()];
        int[] gaps = new int[weights.length];
        int count = 0;
        int next = slot.offset();
        for (int i = slot.offset(); i < slot.end(); i++) {
            if (!Float.isFinite(values[i])) {
                throw new IllegalArgumentException(
                        "Cannot encode: " + slot.parameter().name() + " holds " + values[i]);
            } else if (values[i] != 0) {
                weights[count] = values[i];
                gaps[count++] = i - next;
                next = i + 1;
            }
        }
        float[] nonzero = Arrays.copyOf(weights, count);
        return new SparseWeights(nonzero, Arrays.copyOf(gaps, count), Codebook.of(nonzero, most), filler);
    }

    Codebook codebook() {
        return codebook;
    }

    /** Distances to write, fillers included. */
    int distances() {
        int distances = 0;
        for (int gap : gaps) {
            distances += gap / filler + 1;
        }
        return distances;
    }

    int[] distanceCounts() {
        int[] counts = new int[filler + 1];
        for (int gap : gaps) {
            counts[filler] += gap / filler;
            counts[gap % filler]++;
        }
        return counts;
    }

    int[] numberCounts() {
        int[] counts = new int[codebook.size()];
        for (float weight : weights) {
            counts[codebook.nearest(weight)]++;
        }
        return counts;
    }

    byte[] stream(HuffmanCode distances, HuffmanCode numbers) {
        BitWriter out = new BitWriter();
        for (int i = 0; i < weights.length; i++) {
            for (int skipped = gaps[i] / filler; skipped > 0; skipped--) {
                distances.write(filler, out);
            }
            distances.write(gaps[i] % filler, out);
            numbers.write(codebook.nearest(weights[i]), out);
        }
        return out.toBytes();
    }
}
