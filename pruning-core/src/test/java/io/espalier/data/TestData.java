package io.espalier.data;

import io.espalier.network.op.Shape;
import io.espalier.random.RandomKey;

/** Small data sets with known content. */
final class TestData {
    private TestData() {}

    /** Random features in [0, 1) with these labels. */
    static Dataset random(long seed, Shape shape, int classes, int... labels) {
        float[] features = new float[labels.length * shape.elements()];
        for (int i = 0; i < features.length; i++) {
            features[i] = (float) RandomKey.of(seed).uniform(i);
        }
        return new Dataset(shape, classes, features, labels);
    }

    /** One feature a row, which is the row's number, with labels 0, 1, ..., classes - 1, 0, 1, ... */
    static Dataset numbered(int rows, int classes) {
        float[] features = new float[rows];
        int[] labels = new int[rows];
        for (int row = 0; row < rows; row++) {
            features[row] = row;
            labels[row] = row % classes;
        }
        return new Dataset(Shape.vector(1), classes, features, labels);
    }

    /** A source that gives these examples. */
    static DatasetSource source(Examples examples) {
        return () -> examples;
    }
}
