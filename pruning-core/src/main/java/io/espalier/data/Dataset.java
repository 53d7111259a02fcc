package io.espalier.data;

import io.espalier.network.Shape;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Labelled examples in memory: {@code features[i * shape.elements() ..]} is example i, {@code labels[i]} its class in
 * {0, ..., classes - 1}. The arrays are shared, not copied: nobody writes to them.
 */
public final class Dataset {
    private final Shape shape;
    private final int classes;
    private final float[] features;
    private final int[] labels;

    /** @throws IllegalArgumentException if the arrays do not fit each other or a label is out of range */
    public Dataset(Shape shape, int classes, float[] features, int[] labels) {
        if (features.length != (long) labels.length * shape.elements()) {
            throw new IllegalArgumentException("Invalid features: " + features.length + " numbers (must be "
                    + labels.length + " examples of " + shape.elements() + ")");
        }
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 0 || labels[i] >= classes) {
                throw new IllegalArgumentException(
                        "Invalid label: " + labels[i] + " in row " + i + " (must be in 0.." + (classes - 1) + ")");
            }
        }
        this.shape = shape;
        this.classes = classes;
        this.features = features;
        this.labels = labels;
    }

    public Shape shape() {
        return shape;
    }

    public int classes() {
        return classes;
    }

    public float[] features() {
        return features;
    }

    public int[] labels() {
        return labels;
    }

    public int size() {
        return labels.length;
    }

    /** Feature {@code i} of example {@code row}. */
    float feature(int row, int i) {
        return features[row * shape.elements() + i];
    }

    /** All rows, ascending. */
    int[] rows() {
        return IntStream.range(0, size()).toArray();
    }

    /** The rows of each class, ascending. */
    int[][] rowsByClass() {
        int[] counts = new int[classes];
        for (int label : labels) {
            counts[label]++;
        }
        int[][] rows = new int[classes][];
        Arrays.setAll(rows, label -> new int[counts[label]]);
        for (int row = labels.length - 1; row >= 0; row--) {
            rows[labels[row]][--counts[labels[row]]] = row;
        }
        return rows;
    }

    /** The examples at these indices, in this order. */
    public Dataset select(int[] indices) {
        int width = shape.elements();
        float[] chosen = new float[indices.length * width];
        int[] chosenLabels = new int[indices.length];
        for (int i = 0; i < indices.length; i++) {
            System.arraycopy(features, indices[i] * width, chosen, i * width, width);
            chosenLabels[i] = labels[indices[i]];
        }
        return new Dataset(shape, classes, chosen, chosenLabels);
    }
}
