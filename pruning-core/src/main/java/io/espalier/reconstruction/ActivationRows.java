package io.espalier.reconstruction;

import org.ejml.data.DMatrixRMaj;

/**
 * Products with a matrix of activations, a row per example. Most activations are 0 behind a ReLU, as are most pixels of
 * a digit, so zeros are skipped.
 */
final class ActivationRows {
    private ActivationRows() {}

    /** A matrix of floats, row-major, with a column of ones behind it. */
    static DMatrixRMaj withOnes(float[] values, int rows) {
        int columns = values.length / rows;
        DMatrixRMaj matrix = new DMatrixRMaj(rows, columns + 1);
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                matrix.data[r * (columns + 1) + c] = values[r * columns + c];
            }
            matrix.data[r * (columns + 1) + columns] = 1;
        }
        return matrix;
    }

    /** product = a b. */
    static void times(DMatrixRMaj a, DMatrixRMaj b, DMatrixRMaj product) {
        product.zero();
        for (int r = 0; r < a.numRows; r++) {
            for (int k = 0; k < a.numCols; k++) {
                add(a.data[r * a.numCols + k], b.data, k * b.numCols, product.data, r * b.numCols, b.numCols);
            }
        }
    }

    /** product = a' b. */
    static void transposedTimes(DMatrixRMaj a, DMatrixRMaj b, DMatrixRMaj product) {
        product.zero();
        for (int r = 0; r < a.numRows; r++) {
            for (int k = 0; k < a.numCols; k++) {
                add(a.data[r * a.numCols + k], b.data, r * b.numCols, product.data, k * b.numCols, b.numCols);
            }
        }
    }

    private static void add(double factor, double[] from, int start, double[] to, int target, int count) {
        if (factor != 0) {
            for (int i = 0; i < count; i++) {
                to[target + i] += factor * from[start + i];
            }
        }
    }
}
