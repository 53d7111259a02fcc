package io.espalier.sharing;

import io.espalier.network.op.Parameter;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/** How many numbers each frequency of a layer's windows has, of which those of frequency 0 come first. */
record FrequencyBudgets(
        @SuppressWarnings("ArrayRecordComponent") int[] counts) {
    /**
     * At least 1 each and at most as many as the frequency has coefficients; one by one to the frequency that lacks most
     * of its share, the lower of equal ones.
     *
     * @param density what a frequency's numbers per coefficient are in proportion to, at (frequency + 1) / frequencies
     */
    static FrequencyBudgets of(Parameter weight, double compression, DoubleUnaryOperator density) {
        CosineTransform transform = CosineTransform.of(weight);
        int[] most = new int[transform.frequencies()];
        for (int place = 0; place < weight.taps(); place++) {
            most[transform.frequency(place)] += weight.size() / weight.taps();
        }
        double[] weighted = IntStream.range(0, most.length)
                .mapToDouble(j -> most[j] * density.applyAsDouble((j + 1.0) / most.length))
                .toArray();
        int total = Math.max(most.length, (int) Math.ceil(weight.size() / compression));
        return new FrequencyBudgets(shared(total, weighted, most));
    }

    private static int[] shared(int total, double[] weighted, int[] most) {
        double sum = Arrays.stream(weighted).sum();
        int[] counts = new int[most.length];
        Arrays.fill(counts, 1);
        for (int given = counts.length; given < total; given++) {
            int next = 0;
            double lack = Double.NEGATIVE_INFINITY;
            for (int j = 0; j < counts.length; j++) {
                double lacking = (sum == 0 ? 0 : total * weighted[j] / sum) - counts[j];
                if (counts[j] < most[j] && lacking > lack) {
                    next = j;
                    lack = lacking;
                }
            }
            counts[next]++;
        }
        return counts;
    }

    int count(int frequency) {
        return counts[frequency];
    }

    /** The first number of a frequency. */
    int first(int frequency) {
        return Arrays.stream(counts, 0, frequency).sum();
    }

    int total() {
        return Arrays.stream(counts).sum();
    }
}
