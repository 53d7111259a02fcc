package io.espalier.export.c;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * The weights of a node that are not 0, unit by unit, and how far it is from what one reads to what the next one does.
 *
 * @param counts of each unit
 */
record SparseIntegers(
        @SuppressWarnings("ArrayRecordComponent") byte[] weights,
        @SuppressWarnings("ArrayRecordComponent") int[] counts,
        PackedSteps steps) {
    /** @param place of what a weight reads, by its index in the table; ascending in each unit */
    static SparseIntegers of(byte[] table, int units, IntUnaryOperator place) {
        int perUnit = table.length / units;
        int[] stored =
                IntStream.range(0, table.length).filter(i -> table[i] != 0).toArray();
        byte[] weights = new byte[stored.length];
        int[] distances = new int[stored.length];
        int[] counts = new int[units];
        for (int i = 0; i < stored.length; i++) {
            int unit = stored[i] / perUnit;
            weights[i] = table[stored[i]];
            distances[i] = place.applyAsInt(stored[i]) - (counts[unit] == 0 ? 0 : place.applyAsInt(stored[i - 1]));
            counts[unit]++;
        }
        return new SparseIntegers(weights, counts, PackedSteps.of(distances));
    }

    boolean isSmallerThan(int bytes) {
        int largest = Arrays.stream(counts).max().orElse(0);
        return weights.length + steps.bytes().length + counts.length * CSource.unsignedBytes(largest) < bytes;
    }

    /** Adds the tables, and fills in how a loop reads them. */
    Template declare(String name, CSource source, Template loop) {
        source.signed(name + "_w", weights);
        source.unsigned(name + "_step", steps.numbers());
        source.unsigned(name + "_count", counts);
        return loop.with("STEP", steps.next(name + "_step")).with("LONGEST", steps.longest());
    }
}
