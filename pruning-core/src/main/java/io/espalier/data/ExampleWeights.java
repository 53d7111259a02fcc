package io.espalier.data;

import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** How much each example counts in the loss: none is negative. */
public final class ExampleWeights {
    private final double[] values;

    /** @throws IllegalArgumentException if one is negative or not finite */
    public ExampleWeights(double[] values) {
        for (int i = 0; i < values.length; i++) {
            if (!(values[i] >= 0 && Double.isFinite(values[i]))) {
                throw new IllegalArgumentException(
                        "Invalid weight: " + values[i] + " in row " + i + " (must be at least 0 and finite)");
            }
        }
        this.values = values.clone();
    }

    /** As they stand in a file. */
    static ExampleWeights of(float[] values) {
        double[] doubles = new double[values.length];
        Arrays.setAll(doubles, i -> values[i]);
        return new ExampleWeights(doubles);
    }

    public double of(int example) {
        return values[example];
    }

    public int size() {
        return values.length;
    }

    /** Those of these rows, in this order. */
    public ExampleWeights select(int[] rows) {
        return new ExampleWeights(
                Arrays.stream(rows).mapToDouble(row -> values[row]).toArray());
    }

    /**
     * Relative to their mean, which the loss is a mean by, as floats; nothing where all are equal, as that is no weighting.
     *
     * @throws IOException if all are 0
     */
    public @Nullable ExampleWeights normalized() throws IOException {
        double mean = Arrays.stream(values).average().orElse(0);
        if (mean == 0) {
            throw new IOException(
                    "Cannot use the data: all weights of the training part are 0 (must be above 0 somewhere)");
        } else if (Arrays.stream(values).allMatch(value -> value == values[0])) {
            return null;
        }
        return new ExampleWeights(
                Arrays.stream(values).map(value -> (float) (value / mean)).toArray());
    }

    float[] floats() {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
