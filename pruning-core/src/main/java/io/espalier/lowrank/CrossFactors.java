package io.espalier.lowrank;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.MatrixFeatures_DDRM;

/**
 * A matrix of low rank as some of its own rows and columns (a skeleton, or CUR, decomposition; Goreinov, Tyrtyshnikov and
 * Zamarashkin 1997, doi:10.1016/S0024-3795(96)00301-1): W = C M^-1 R with R the rows, C the columns and M where they
 * cross. That is r (rows + columns - r) numbers at rank r, fewer than two factors have.
 *
 * @param rows by number, in the order of the pivots; {@code columns} likewise, as many
 */
public record CrossFactors(List<Integer> rows, List<Integer> columns) {
    /** What is left of a matrix counts as 0 from here on, in parts of its largest number. */
    private static final double TOLERANCE = 0x1p-16;

    public CrossFactors {
        rows = List.copyOf(rows);
        columns = List.copyOf(columns);
    }

    /** Of a matrix of finite numbers, by Gaussian elimination with complete pivoting. */
    public static CrossFactors of(float[][] matrix) {
        double[][] left = new double[matrix.length][matrix[0].length];
        for (int i = 0; i < matrix.length; i++) {
            float[] row = matrix[i];
            Arrays.setAll(left[i], j -> row[j]);
        }
        return new Elimination(left).run();
    }

    public int rank() {
        return rows.size();
    }

    /** Whether a number of a matrix of this size stands in one of the rows or columns. */
    public boolean[][] given(int height, int width) {
        boolean[][] given = new boolean[height][width];
        for (boolean[] row : given) {
            columns.forEach(column -> row[column] = true);
        }
        rows.forEach(row -> Arrays.fill(given[row], true));
        return given;
    }

    /**
     * The whole matrix.
     *
     * @param matrix of which only the rows and columns are read
     * @throws IllegalArgumentException if they do not cross at full rank
     */
    public float[][] complete(float[][] matrix) {
        float[][] whole = new float[matrix.length][matrix[0].length];
        boolean[][] given = given(matrix.length, matrix[0].length);
        DMatrixRMaj solved = solved(matrix);
        for (int i = 0; i < whole.length; i++) {
            for (int j = 0; j < whole[i].length; j++) {
                whole[i][j] = given[i][j] ? matrix[i][j] : product(matrix[i], solved, j);
            }
        }
        return whole;
    }

    /** M^-1 R. */
    private DMatrixRMaj solved(float[][] matrix) {
        DMatrixRMaj cross = new DMatrixRMaj(rank(), rank());
        DMatrixRMaj right = new DMatrixRMaj(rank(), matrix[0].length);
        for (int k = 0; k < rank(); k++) {
            float[] row = matrix[rows.get(k)];
            for (int j = 0; j < row.length; j++) {
                right.set(k, j, row[j]);
            }
            for (int l = 0; l < rank(); l++) {
                cross.set(k, l, row[columns.get(l)]);
            }
        }
        DMatrixRMaj solved = new DMatrixRMaj(rank(), matrix[0].length);
        boolean solvable = rank() == 0 || CommonOps_DDRM.solve(cross, right, solved);
        if (!solvable || MatrixFeatures_DDRM.hasUncountable(solved)) {
            throw new IllegalArgumentException("Cannot decode low-rank: rows and columns do not cross at full rank");
        }
        return solved;
    }

    private float product(float[] row, DMatrixRMaj solved, int column) {
        double sum = 0;
        for (int k = 0; k < rank(); k++) {
            sum += row[columns.get(k)] * solved.get(k, column);
        }
        return (float) sum;
    }

    /** @param left what the pivots so far leave of the matrix */
    private record Elimination(
            @SuppressWarnings("ArrayRecordComponent") double[][] left) {
        CrossFactors run() {
            int most = Math.min(left.length, left[0].length);
            List<Integer> rows = new ArrayList<>();
            List<Integer> columns = new ArrayList<>();
            int[] pivot = new int[2];
            double least = TOLERANCE * largest(pivot);
            while (rows.size() < most && largest(pivot) > least) {
                rows.add(pivot[0]);
                columns.add(pivot[1]);
                eliminate(pivot[0], pivot[1]);
            }
            return new CrossFactors(rows, columns);
        }

        /** The size of the largest number, the first of several, and where it stands. */
        private double largest(int[] at) {
            double largest = 0;
            for (int i = 0; i < left.length; i++) {
                for (int j = 0; j < left[i].length; j++) {
                    if (Math.abs(left[i][j]) > largest) {
                        largest = Math.abs(left[i][j]);
                        at[0] = i;
                        at[1] = j;
                    }
                }
            }
            return largest;
        }

        private void eliminate(int row, int column) {
            double[] pivot = left[row].clone();
            for (double[] other : left) {
                double factor = other[column] / pivot[column];
                for (int j = 0; j < other.length && factor != 0; j++) {
                    other[j] -= factor * pivot[j];
                }
                other[column] = 0;
            }
        }
    }
}
