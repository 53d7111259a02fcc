package io.espalier.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.assertj.core.data.Offset;

/** Equality of what single precision gave and what double precision gave. */
public final class Alike {
    private static final double OF_EACH = 1e-4;
    private static final double OF_THE_LARGEST = 2e-6;

    private Alike() {}

    /** Asserts a relative error of at most 1e-4; numbers near 0 may be off by 2e-6 of the largest one. */
    public static void assertAlike(double[] actual, double[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        double largest = 0;
        for (double number : expected) {
            largest = Math.max(largest, Math.abs(number));
        }
        for (int i = 0; i < expected.length; i++) {
            double tolerance = OF_EACH * Math.abs(expected[i]) + OF_THE_LARGEST * largest;
            assertThat(actual[i]).as("number %d", i).isCloseTo(expected[i], Offset.offset(tolerance));
        }
    }

    public static void assertAlike(float[] actual, float[] expected) {
        assertAlike(doubles(actual), doubles(expected));
    }

    public static double[] doubles(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }

    static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
