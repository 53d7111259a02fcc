package io.espalier.engine.linear;

import java.util.Arrays;

/**
 * Where the numbers of a sparse matrix stand, row by row: those of row r are {@code starts[r]} to
 * {@code starts[r + 1] - 1}, number k in {@code columns[k]} with its value at {@code indices[k]} of an array kept
 * elsewhere.
 */
final class SparseMatrix {
    private final int[] starts;
    private final int[] columns;
    private final int[] indices;
    private final int width;

    private SparseMatrix(int[] starts, int[] columns, int[] indices, int width) {
        this.starts = starts;
        this.columns = columns;
        this.indices = indices;
        this.width = width;
    }

    /** Values in order of the rows, from {@code first} on. */
    static SparseMatrix of(int[] starts, int[] columns, int width, int first) {
        int[] indices = new int[columns.length];
        Arrays.setAll(indices, k -> first + k);
        return new SparseMatrix(starts, columns, indices, width);
    }

    /** How many of the numbers stand in each column. */
    int[] columnCounts() {
        int[] counts = new int[width];
        for (int column : columns) {
            counts[column]++;
        }
        return counts;
    }

    int rows() {
        return starts.length - 1;
    }

    SparseMatrix transposed() {
        int[] next = new int[width + 1];
        for (int column : columns) {
            next[column + 1]++;
        }
        for (int i = 0; i < width; i++) {
            next[i + 1] += next[i];
        }
        int[] newStarts = next.clone();
        int[] newColumns = new int[columns.length];
        int[] newIndices = new int[columns.length];
        for (int row = 0; row < rows(); row++) {
            for (int k = starts[row]; k < starts[row + 1]; k++) {
                int to = next[columns[k]]++;
                newColumns[to] = row;
                newIndices[to] = indices[k];
            }
        }
        return new SparseMatrix(newStarts, newColumns, newIndices, rows());
    }

    /** sum += sum over the row of value times the vector of its column. */
    void addRow(int row, float[] values, float[][] vectors, float[] sum, int count) {
        int end = starts[row + 1];
        int k = starts[row];
        for (; k + 4 <= end; k += 4) {
            VectorMath.add(
                    sum,
                    values[indices[k]],
                    vectors[columns[k]],
                    values[indices[k + 1]],
                    vectors[columns[k + 1]],
                    values[indices[k + 2]],
                    vectors[columns[k + 2]],
                    values[indices[k + 3]],
                    vectors[columns[k + 3]],
                    count);
        }
        for (; k < end; k++) {
            VectorMath.add(sum, values[indices[k]], vectors[columns[k]], count);
        }
    }

    /** The product of a vector with that of each column of the row. */
    void dotRow(int row, float[] factor, float[][] vectors, float[] products, int count) {
        for (int k = starts[row]; k < starts[row + 1]; k++) {
            products[indices[k]] = VectorMath.dot(factor, vectors[columns[k]], count);
        }
    }
}
