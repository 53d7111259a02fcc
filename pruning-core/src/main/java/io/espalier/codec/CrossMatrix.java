package io.espalier.codec;

import io.espalier.lowrank.CrossFactors;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A matrix as its rank r, r row and r column numbers, and the r (rows + columns - r) floats that stand in these; whole,
 * with a rank of -1, where that takes no fewer bytes, or where zeros or other numbers would not come back.
 */
record CrossMatrix(@SuppressWarnings("ArrayRecordComponent") float[][] matrix) {
    private static final int WHOLE = -1;
    private static final double TOLERANCE = 0x1p-14;

    private int height() {
        return matrix.length;
    }

    private int width() {
        return matrix[0].length;
    }

    byte[] write() {
        CrossFactors cross = isFinite() ? CrossFactors.of(matrix) : all();
        return bytes(cross) < bytes(all()) && comesBack(cross) ? write(cross, cross.rank()) : write(all(), WHOLE);
    }

    /** All rows and no column: every number is given. */
    private CrossFactors all() {
        return new CrossFactors(IntStream.range(0, height()).boxed().toList(), List.of());
    }

    private int bytes(CrossFactors cross) {
        int columns = cross.columns().size();
        int numbers = cross.rank() * width() + columns * (height() - cross.rank());
        return Integer.BYTES * (1 + 2 * columns) + Float.BYTES * numbers;
    }

    private boolean isFinite() {
        for (float[] row : matrix) {
            for (float value : row) {
                if (!Float.isFinite(value)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Whether zeros and, nearly, all others come back, and what comes back is stored the same again. */
    private boolean comesBack(CrossFactors cross) {
        float[][] back = cross.complete(matrix);
        double largest = 0;
        double error = 0;
        for (int i = 0; i < height(); i++) {
            for (int j = 0; j < width(); j++) {
                boolean filled = matrix[i][j] == 0 && back[i][j] != 0;
                largest = Math.max(largest, Math.abs(matrix[i][j]));
                error = filled ? Double.POSITIVE_INFINITY : Math.max(error, Math.abs(matrix[i][j] - back[i][j]));
            }
        }
        return error <= TOLERANCE * largest && CrossFactors.of(back).equals(cross);
    }

    private byte[] write(CrossFactors cross, int rank) {
        ByteBuffer out = ByteBuffer.allocate(bytes(cross)).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(rank);
        if (rank != WHOLE) {
            cross.rows().forEach(out::putInt);
            cross.columns().forEach(out::putInt);
        }
        boolean[][] given = cross.given(height(), width());
        for (int i = 0; i < height(); i++) {
            for (int j = 0; j < width(); j++) {
                if (given[i][j]) {
                    out.putFloat(matrix[i][j]);
                }
            }
        }
        return out.array();
    }

    /** Fills the matrix. */
    float[][] read(ByteBuffer in, Header header) {
        int rank = in.getInt();
        CrossFactors cross = rank == WHOLE ? all() : readCross(rank, in, header);
        boolean[][] given = cross.given(height(), width());
        for (int i = 0; i < height(); i++) {
            for (int j = 0; j < width(); j++) {
                matrix[i][j] = given[i][j] ? in.getFloat() : 0;
            }
        }
        return rank == WHOLE ? matrix : cross.complete(matrix);
    }

    private CrossFactors readCross(int rank, ByteBuffer in, Header header) {
        header.require(rank >= 0 && rank <= Math.min(height(), width()), "it claims a rank of " + rank);
        List<Integer> rows = readPlaces(rank, height(), in, header);
        return new CrossFactors(rows, readPlaces(rank, width(), in, header));
    }

    private static List<Integer> readPlaces(int rank, int end, ByteBuffer in, Header header) {
        List<Integer> places =
                IntStream.range(0, rank).mapToObj(k -> in.getInt()).toList();
        header.require(places.stream().allMatch(p -> p >= 0 && p < end), "a row or column lies outside of its layer");
        return places;
    }
}
