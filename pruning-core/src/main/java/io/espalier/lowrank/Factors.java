package io.espalier.lowrank;

/**
 * A matrix as the product of a narrow and a flat one.
 *
 * @param left (rows, rank)
 * @param right (rank, columns)
 */
@SuppressWarnings("ArrayRecordComponent")
public record Factors(float[][] left, float[][] right) {
    public int rank() {
        return right.length;
    }

    /** Numbers in both factors of a matrix of this size: also its multiply-accumulates as two layers, at each position. */
    public static long numbers(int rows, int columns, int rank) {
        return (long) rank * (rows + columns);
    }

    /** (rows, columns). */
    public float[][] product() {
        float[][] product = new float[left.length][];
        for (int row = 0; row < left.length; row++) {
            product[row] = new float[right[0].length];
            for (int k = 0; k < right.length; k++) {
                add(left[row][k], right[k], product[row]);
            }
        }
        return product;
    }

    /** Adds a multiple of one vector to another. */
    private static void add(float factor, float[] from, float[] to) {
        for (int i = 0; i < to.length; i++) {
            to[i] += factor * from[i];
        }
    }

    /** What a gradient by the product is by the factors. */
    public Factors pullBack(float[][] gradient) {
        float[][] byLeft = new float[left.length][right.length];
        float[][] byRight = new float[right.length][right[0].length];
        for (int row = 0; row < left.length; row++) {
            for (int k = 0; k < right.length; k++) {
                byLeft[row][k] = product(gradient[row], right[k]);
                add(left[row][k], gradient[row], byRight[k]);
            }
        }
        return new Factors(byLeft, byRight);
    }

    private static float product(float[] x, float[] y) {
        float sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * y[i];
        }
        return sum;
    }

    /** The same product, the norm of each column on the left that of the row on the right. */
    public Factors balanced() {
        float[][] newLeft = new float[left.length][right.length];
        float[][] newRight = new float[right.length][right[0].length];
        for (int k = 0; k < right.length; k++) {
            double root = Math.sqrt(norm(right[k]) / Math.max(Float.MIN_NORMAL, norm(column(k))));
            for (int row = 0; row < left.length; row++) {
                newLeft[row][k] = (float) (left[row][k] * root);
            }
            for (int i = 0; i < newRight[k].length && root > 0; i++) {
                newRight[k][i] = (float) (right[k][i] / root);
            }
        }
        return new Factors(newLeft, newRight);
    }

    private float[] column(int k) {
        float[] column = new float[left.length];
        for (int row = 0; row < left.length; row++) {
            column[row] = left[row][k];
        }
        return column;
    }

    private static double norm(float[] values) {
        double squares = 0;
        for (float value : values) {
            squares += (double) value * value;
        }
        return Math.sqrt(squares);
    }
}
