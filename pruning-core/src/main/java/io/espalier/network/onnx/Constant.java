package io.espalier.network.onnx;

import java.util.Arrays;
import java.util.List;

/** A tensor of a file that is the same for every example. */
record Constant(
        List<Integer> dims,
        @SuppressWarnings("ArrayRecordComponent") double[] values) {
    Constant {
        dims = List.copyOf(dims);
    }

    /** A vector. */
    static Constant of(double... values) {
        return new Constant(List.of(values.length), values);
    }

    int rank() {
        return dims.size();
    }

    int size() {
        return values.length;
    }

    /** As single-precision numbers. */
    float[] floats() {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    /** As whole numbers, those too large for an int as the largest one. */
    int[] integers() {
        return Arrays.stream(values).mapToInt(v -> (int) v).toArray();
    }

    /** The only number. */
    double scalar() {
        if (values.length != 1) {
            throw new UnreadableException("a constant of dims " + dims + " (must be a single number)");
        }
        return values[0];
    }

    /** A matrix with rows for columns. */
    Constant transposed() {
        if (rank() != 2) {
            throw new UnreadableException("a constant of dims " + dims + " (must be a matrix)");
        }
        int rows = dims.get(0);
        int columns = dims.get(1);
        double[] turned = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            turned[i % columns * rows + i / columns] = values[i];
        }
        return new Constant(List.of(columns, rows), turned);
    }

    /** The same numbers under other dims, of as many numbers. */
    Constant as(List<Integer> other) {
        return new Constant(other, values);
    }
}
