package io.espalier.data;

import io.espalier.network.op.Shape;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Examples in memory, each with its target: {@code features[i * shape.elements() ..]} is example i. The arrays are shared,
 * not copied: nobody writes to them. Numbers that are no floats are known exactly as well, until they are scaled: what an
 * offset of 1.7e9 leaves of a float would be lost before it is taken off.
 */
public final class Dataset {
    private final Shape shape;
    private final Targets targets;
    private final Supplier<float[]> features;
    private final double @Nullable [] exact;
    private final @Nullable ExampleWeights weights;

    /** @throws IllegalArgumentException if there are not as many examples as targets */
    public Dataset(Shape shape, Targets targets, float[] features) {
        this(shape, targets, features, null, null);
    }

    /**
     * Examples of classes that are called by their numbers.
     *
     * @throws IllegalArgumentException if the arrays do not fit each other or a label is out of range
     */
    public Dataset(Shape shape, int classes, float[] features, int[] labels) {
        this(shape, new ClassTargets(classes, labels), features);
    }

    private Dataset(
            Shape shape,
            Targets targets,
            float[] features,
            double @Nullable [] exact,
            @Nullable ExampleWeights weights) {
        if (features.length != (long) targets.size() * shape.elements()) {
            throw new IllegalArgumentException("Invalid features: " + features.length + " numbers (must be "
                    + targets.size() + " examples of " + shape.elements() + ")");
        }
        this.shape = shape;
        this.targets = targets;
        this.features = () -> features;
        this.exact = exact;
        this.weights = weights;
    }

    private Dataset(
            Shape shape,
            Targets targets,
            Supplier<float[]> features,
            double @Nullable [] exact,
            @Nullable ExampleWeights weights) {
        this.shape = shape;
        this.targets = targets;
        this.features = features;
        this.exact = exact;
        this.weights = weights;
    }

    /** Examples whose features are read when somebody first asks for one, which many never do. */
    static Dataset onDemand(Shape shape, Targets targets, Supplier<float[]> features) {
        return new Dataset(shape, targets, features, null, null);
    }

    /** Examples of doubles. */
    public static Dataset of(Shape shape, Targets targets, double[] features) {
        int width = shape.elements();
        return of(shape, targets, (row, i) -> features[row * width + i]);
    }

    /** Examples of doubles that are asked for one by one. */
    public static Dataset of(Shape shape, Targets targets, Numbers numbers) {
        int width = shape.elements();
        float[] features = new float[Math.multiplyExact(targets.size(), width)];
        boolean floats = true;
        for (int i = 0; i < features.length; i++) {
            double number = numbers.at(i / width, i % width);
            features[i] = (float) number;
            floats &= Double.compare(features[i], number) == 0;
        }
        return new Dataset(shape, targets, features, floats ? null : doubles(features.length, width, numbers), null);
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

    public Targets targets() {
        return targets;
    }

    /** Features, each as the float nearest to it. */
    public float[] features() {
        return features.get();
    }

    public int size() {
        return targets.size();
    }

    /** How much each example counts in the loss; nothing where all count alike. */
    public Optional<ExampleWeights> weights() {
        return Optional.ofNullable(weights);
    }

    /**
     * The same examples, counting as these weights say, or all alike where there are none.
     *
     * @throws IllegalArgumentException if there are not as many
     */
    public Dataset weighted(@Nullable ExampleWeights others) {
        if (others != null && others.size() != size()) {
            throw new IllegalArgumentException(
                    "Invalid weights: " + others.size() + " (must be one for each of " + size() + " examples)");
        }
        return new Dataset(shape, targets, features, exact, others);
    }

    /** Feature {@code i} of example {@code row}. */
    public float feature(int row, int i) {
        return features()[row * shape.elements() + i];
    }

    /** Feature {@code i} of example {@code row}, not rounded. */
    public double exactFeature(int row, int i) {
        int index = row * shape.elements() + i;
        return exact == null ? features()[index] : exact[index];
    }

    /** Features, not rounded. */
    public double[] exactFeatures() {
        float[] floats = features();
        double[] exactly = new double[floats.length];
        Arrays.setAll(exactly, i -> exact == null ? floats[i] : exact[i]);
        return exactly;
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

    /** The same examples, seen as of another shape of as many features. */
    public Dataset as(Shape other) {
        return new Dataset(other, targets, features(), exact, weights);
    }

    /** The same examples with other targets. */
    public Dataset with(Targets others) {
        return new Dataset(shape, others, features(), exact, weights);
    }

    /** The examples at these indices, in this order. */
    public Dataset select(int[] indices) {
        int width = shape.elements();
        float[] chosen = new float[indices.length * width];
        double[] exactly = exact == null ? null : new double[chosen.length];
        for (int i = 0; i < indices.length; i++) {
            System.arraycopy(features(), indices[i] * width, chosen, i * width, width);
            if (exact != null && exactly != null) {
                System.arraycopy(exact, indices[i] * width, exactly, i * width, width);
            }
        }
        return new Dataset(
                shape, targets.select(indices), chosen, exactly, weights == null ? null : weights.select(indices));
    }
}
