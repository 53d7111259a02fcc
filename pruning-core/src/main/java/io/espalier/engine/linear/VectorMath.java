package io.espalier.engine.linear;

/**
 * Arithmetic on one number per example: arrays that hold a mini-batch side by side. The loops run from index 0 over
 * whole vector registers, so the compiler makes vector instructions of all but the sums over examples.
 */
final class VectorMath {
    /** Examples are filled up to a multiple of this. */
    static final int WIDTH = 16;

    private VectorMath() {}

    /** The examples, filled up. */
    static int count(int examples) {
        return (examples + WIDTH - 1) / WIDTH * WIDTH;
    }

    /** sum += a x. */
    static void add(float[] sum, float a, float[] x, int n) {
        for (int i = 0; i < n; i++) {
            sum[i] += a * x[i];
        }
    }

    /** Four such at a time, which saves loads and stores of the sum. */
    static void add(
            float[] sum, float a, float[] x, float b, float[] y, float c, float[] z, float d, float[] w, int n) {
        for (int i = 0; i < n; i++) {
            sum[i] += a * x[i] + b * y[i] + c * z[i] + d * w[i];
        }
    }

    /** max(0, x). */
    static void rectify(float[] x, int n) {
        for (int i = 0; i < n; i++) {
            x[i] = Math.max(x[i], 0);
        }
    }

    /** Sets the gradient to 0 where the output is not positive. */
    static void clearWhereOff(float[] gradient, float[] output, int n) {
        for (int i = 0; i < n; i++) {
            gradient[i] = output[i] > 0 ? gradient[i] : 0;
        }
    }

    static float sum(float[] x, int n) {
        float even = 0;
        float odd = 0;
        for (int i = 0; i < n; i += 2) {
            even += x[i];
            odd += x[i + 1];
        }
        return even + odd;
    }

    /** Sum of products, in eight interleaved sums that do not wait for each other. */
    static float dot(float[] x, float[] y, int n) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        float s4 = 0;
        float s5 = 0;
        float s6 = 0;
        float s7 = 0;
        for (int i = 0; i < n; i += 8) {
            s0 += x[i] * y[i];
            s1 += x[i + 1] * y[i + 1];
            s2 += x[i + 2] * y[i + 2];
            s3 += x[i + 3] * y[i + 3];
            s4 += x[i + 4] * y[i + 4];
            s5 += x[i + 5] * y[i + 5];
            s6 += x[i + 6] * y[i + 6];
            s7 += x[i + 7] * y[i + 7];
        }
        return (s0 + s1) + (s2 + s3) + ((s4 + s5) + (s6 + s7));
    }
}
