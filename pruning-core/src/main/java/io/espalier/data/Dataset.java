package io.espalier.data;

import io.espalier.network.op.Shape;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Labelled examples in memory: {@code features[i * shape.elements() ..]} is example i, {@code labels[i]} its class in
 * {0, ..., classes - 1}. The arrays are shared, not copied: nobody writes to them. Numbers that are no floats are known
 * exactly as well, until they are scaled: what an offset of 1.7e9 leaves of a float would be lost before it is taken off.
 */
public final class Dataset {
    private final Shape shape;
    private final int classes;
    private final float[] features;
    private final int[] labels;
    private final double @Nullable [] exact;

    /** @throws IllegalArgumentException if the arrays do not fit each other or a label is out of range */
    public Dataset(Shape shape, int classes, float[] features, int[] labels) {
        this(shape, classes, features, labels, null);
    }

    private Dataset(Shape shape, int classes, float[] features, int[] labels, double @Nullable [] exact) {
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
        this.exact = exact;
    }

    /** Examples of doubles. */
    public static Dataset of(Shape shape, int classes, double[] features, int[] labels) {
        int width = shape.elements();
        return of(shape, classes, labels, (row, i) -> features[row * width + i]);
    }

    /** Examples of doubles that are asked for one by one. */
    public static Dataset of(Shape shape, int classes, int[] labels, Numbers numbers) {
        int width = shape.elements();
        float[] features = new float[Math.multiplyExact(labels.length, width)];
        boolean floats = true;
        for (int i = 0; i < features.length; i++) {
            double number = numbers.at(i / width, i % width);
            features[i] = (float) number;
            floats &= Double.compare(features[i], number) == 0;
        }
        return new Dataset(shape, classes, features, labels, floats ? null : doubles(features.length, width, numbers));
    }

    private static double[] doubles(int length, int width, Numbers numbers) {
        double[] features = new double[length];
        Arrays.setAll(features, i -> numbers.at(i / width, i % width));
        return features;
    }

    /** Features by row and place. */
    @FunctionalInterface
    public interface Numbers {
        double at(int row, int i);
    }

    public Shape shape() {
        return shape;
    }

    public int classes() {
        return classes;
    }

    /** Features, each as the float nearest to it. */
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
    public float feature(int row, int i) {
        return features[row * shape.elements() + i];
    }

    /** Feature {@code i} of example {@code row}, not rounded. */
    public double exactFeature(int row, int i) {
        int index = row * shape.elements() + i;
        return exact == null ? features[index] : exact[index];
    }

    /** Features, not rounded. */
    public double[] exactFeatures() {
        double[] features = new double[this.features.length];
        Arrays.setAll(features, i -> exact == null ? this.features[i] : exact[i]);
        return features;
    }

    /** Whether there are features that a float does not hold. */
    boolean exceedsFloats() {
        return exact != null;
    }

    /** The bits of all features as doubles, two words each; none where floats hold them. */
    int[] exactBits() {
        return exact == null
                ? new int[0]
                : Arrays.stream(exact)
                        .mapToLong(Double::doubleToLongBits)
                        .flatMap(bits -> LongStream.of(bits >>> 32, bits))
                        .mapToInt(word -> (int) word)
                        .toArray();
    }

    /** All rows, ascending. */
    int[] rows() {
        return IntStream.range(0, size()).toArray();
    }

    /** The rows of each class, ascending. */
    public int[][] rowsByClass() {
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

    /** The same examples, seen as of another shape of as many features, and of so many classes. */
    public Dataset as(Shape other, int classCount) {
        return new Dataset(other, classCount, features, labels, exact);
    }

    /** The examples at these indices, in this order. */
    public Dataset select(int[] indices) {
        int width = shape.elements();
        float[] chosen = new float[indices.length * width];
        double[] exactly = exact == null ? null : new double[chosen.length];
        int[] chosenLabels = new int[indices.length];
        for (int i = 0; i < indices.length; i++) {
            System.arraycopy(features, indices[i] * width, chosen, i * width, width);
            if (exact != null && exactly != null) {
                System.arraycopy(exact, indices[i] * width, exactly, i * width, width);
            }
            chosenLabels[i] = labels[indices[i]];
        }
        return new Dataset(shape, classes, chosen, chosenLabels, exactly);
    }
}
