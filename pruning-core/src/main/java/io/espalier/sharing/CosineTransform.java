package io.espalier.sharing;

import io.espalier.network.op.Parameter;
import java.util.Arrays;
import java.util.List;

/**
 * The orthonormal discrete cosine transform, DCT-II, of windows (height, width): F_ab = sum over x, y of
 * c_a(x) c_b(y) K_xy with c_a(x) = sqrt((a = 0 ? 1 : 2) / n) cos(pi a (2 x + 1) / 2n). Its inverse is its transpose, so a
 * gradient by K is carried to F by the transform itself.
 */
public final class CosineTransform {
    private final double[][] rows;
    private final double[][] columns;

    public CosineTransform(int height, int width) {
        rows = basis(height);
        columns = basis(width);
    }

    /** Of the windows of a layer; of single numbers, which stay as they are, where it has none. */
    public static CosineTransform of(Parameter weight) {
        List<Integer> dims = weight.dims();
        boolean twoSides = dims.size() == 4;
        int width = twoSides ? dims.get(3) : weight.taps();
        return new CosineTransform(weight.taps() / width, width);
    }

    private static double[][] basis(int n) {
        double[][] basis = new double[n][n];
        for (int a = 0; a < n; a++) {
            for (int x = 0; x < n; x++) {
                basis[a][x] = StrictMath.sqrt((a == 0 ? 1.0 : 2.0) / n)
                        * StrictMath.cos(StrictMath.PI * a * (2 * x + 1) / (2 * n));
            }
        }
        return basis;
    }

    public int height() {
        return rows.length;
    }

    public int width() {
        return columns.length;
    }

    /** Frequencies of a window: sums of a row's and a column's. */
    public int frequencies() {
        return height() + width() - 1;
    }

    /** The frequency of a coefficient by its place in the window, row by row. */
    public int frequency(int place) {
        return place / width() + place % width();
    }

    /** The coefficients of the windows that fill {@code values} from {@code start} to {@code end}, in their places. */
    public void forward(float[] values, int start, int end) {
        inPlace(values, start, end, rows, columns);
    }

    /** The inverse of {@link #forward}. */
    public void inverse(float[] values, int start, int end) {
        inPlace(values, start, end, transposed(rows), transposed(columns));
    }

    private static double[][] transposed(double[][] matrix) {
        double[][] transposed = new double[matrix.length][matrix.length];
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j < matrix.length; j++) {
                transposed[j][i] = matrix[i][j];
            }
        }
        return transposed;
    }

    private static void inPlace(float[] values, int start, int end, double[][] left, double[][] right) {
        int taps = left.length * right.length;
        if (taps == 1) {
            return;
        }
        double[] half = new double[taps];
        for (int from = start; from < end; from += taps) {
            alongRows(values, from, right, half);
            alongColumns(half, left, values, from);
        }
    }

    private static void alongRows(float[] values, int from, double[][] right, double[] half) {
        int width = right.length;
        for (int i = 0; i < half.length; i++) {
            double sum = 0;
            for (int y = 0; y < width; y++) {
                sum += right[i % width][y] * values[from + i - i % width + y];
            }
            half[i] = sum;
        }
    }

    private static void alongColumns(double[] half, double[][] left, float[] values, int from) {
        int width = half.length / left.length;
        for (int i = 0; i < half.length; i++) {
            double sum = 0;
            for (int x = 0; x < left.length; x++) {
                sum += left[i / width][x] * half[x * width + i % width];
            }
            values[from + i] = (float) sum;
        }
    }

    @Override
    public String toString() {
        return "cosine transform of " + Arrays.asList(height(), width());
    }
}
