package io.espalier.export.c;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The entries of a table that are not 0, row by row.
 *
 * @param sources their indices in the table; -1 for a 0 that bridges a gap
 * @param steps from each entry's column to the next one's, of the first in a row from column 0
 * @param ends of the rows in these
 */
record SparseRows(
        @SuppressWarnings("ArrayRecordComponent") int[] sources,
        @SuppressWarnings("ArrayRecordComponent") int[] steps,
        @SuppressWarnings("ArrayRecordComponent") int[] ends) {
    /**
     * @param isStored whether an index of the table is an entry
     * @param longest step; what is further away is reached over zeros
     */
    static SparseRows of(int rows, int columns, IntPredicate isStored, int longest) {
        IntStream.Builder sources = IntStream.builder();
        IntStream.Builder steps = IntStream.builder();
        int[] ends = new int[rows];
        int count = 0;
        for (int row = 0; row < rows; row++) {
            int last = 0;
            for (int column = 0; column < columns; column++) {
                if (isStored.test(row * columns + column)) {
                    for (; column - last > longest; last += longest, count++) {
                        sources.add(-1);
                        steps.add(longest);
                    }
                    sources.add(row * columns + column);
                    steps.add(column - last);
                    last = column;
                    count++;
                }
            }
            ends[row] = count;
        }
        return new SparseRows(sources.build().toArray(), steps.build().toArray(), ends);
    }

    /** The entries of a table of floats. */
    float[] pick(float[] table) {
        float[] picked = new float[sources.length];
        for (int i = 0; i < picked.length; i++) {
            picked[i] = sources[i] < 0 ? 0 : table[sources[i]];
        }
        return picked;
    }

    /** Whether entries of so many bytes, and the ends, take less than a dense table of so many. */
    boolean isSmallerThan(int denseBytes, int entryBytes) {
        int endBytes = Arrays.stream(ends).max().orElse(0) < 1 << 16 ? Short.BYTES : Integer.BYTES;
        return (long) sources.length * entryBytes + (long) ends.length * endBytes < denseBytes;
    }
}
