package io.espalier.data;

import io.espalier.data.DataSpec.Scaling;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Feature scaling x -> (x - shift) / scale, feature by feature, with numbers taken from some rows of a data set. What
 * does not vary (or is all zero) keeps scale 1. All of it is done in doubles; only what comes out is a float.
 */
public final class FeatureScaling {
    private final double[] shift;
    private final double[] scale;

    private FeatureScaling(double[] shift, double[] scale) {
        this.shift = shift;
        this.scale = scale;
    }

    private FeatureScaling(int features) {
        this(new double[features], new double[features]);
        Arrays.fill(scale, 1);
    }

    /** @throws IllegalArgumentException if the two differ in length */
    public static FeatureScaling of(double[] shift, double[] scale) {
        if (shift.length != scale.length) {
            throw new IllegalArgumentException(
                    "Invalid scale: " + scale.length + " numbers (must be " + shift.length + ", as many as in shift)");
        }
        return new FeatureScaling(shift.clone(), scale.clone());
    }

    public double[] shift() {
        return shift.clone();
    }

    public double[] scale() {
        return scale.clone();
    }

    /** Feature {@code i}, scaled. */
    public float apply(int i, double feature) {
        return (float) ((feature - shift[i]) / scale[i]);
    }

    /** What feature {@code i} was before it was scaled. */
    public double restore(int i, double scaled) {
        return shift[i] + scale[i] * scaled;
    }

    /** The scaling of this kind whose numbers come from all of {@code data}. */
    public static FeatureScaling fit(Scaling scaling, Dataset data) {
        return fit(scaling, data, data.rows());
    }

    /** The scaling of this kind whose numbers come from {@code rows} of {@code data} alone. */
    static FeatureScaling fit(Scaling scaling, Dataset data, int[] rows) {
        FeatureScaling fitted = new FeatureScaling(data.shape().elements());
        switch (scaling) {
            case NONE -> {}
            case UNIT -> fitted.toUnit(data, rows);
            case STANDARD -> fitted.standardizeAll(data, rows);
            case PER_FEATURE -> fitted.standardizeEach(data::exactFeature, rows);
            case PER_CHANNEL -> fitted.standardizeChannels(data, rows);
        }
        return fitted;
    }

    /** Each column by its mean and standard deviation over {@code rows}. */
    static FeatureScaling standard(int columns, Dataset.Numbers numbers, int[] rows) {
        FeatureScaling fitted = new FeatureScaling(columns);
        fitted.standardizeEach(numbers, rows);
        return fitted;
    }

    /** All rows, scaled; the same exceptions as for some. */
    public Dataset apply(Dataset data) throws IOException {
        return apply(data, data.rows());
    }

    /**
     * The scaled rows as a data set of their own.
     *
     * @throws IOException if a scaled feature is too large for a float
     */
    Dataset apply(Dataset data, int[] rows) throws IOException {
        float[] features = new float[Math.multiplyExact(rows.length, shift.length)];
        for (int i = 0; i < features.length; i++) {
            int row = rows[i / shift.length];
            int feature = i % shift.length;
            features[i] = apply(feature, data.exactFeature(row, feature));
            if (!Float.isFinite(features[i])) {
                throw new IOException("Cannot scale the data: the feature in row " + row + ", column " + feature
                        + " is too far from the training data");
            }
        }
        return new Dataset(data.shape(), data.targets().select(rows), features);
    }

    private void toUnit(Dataset data, int[] rows) {
        double largest = 0;
        for (int row : rows) {
            for (int i = 0; i < shift.length; i++) {
                largest = Math.max(largest, Math.abs(data.exactFeature(row, i)));
            }
        }
        Arrays.fill(scale, largest == 0 ? 1 : largest);
    }

    private void standardizeAll(Dataset data, int[] rows) {
        standardizeEach(data::exactFeature, rows);
        double mean = Arrays.stream(shift).average().orElseThrow();
        double squares = 0;
        for (int row : rows) {
            for (int i = 0; i < shift.length; i++) {
                squares += square(data.exactFeature(row, i) - mean);
            }
        }
        Arrays.fill(shift, mean);
        Arrays.fill(scale, deviation(squares, (double) rows.length * shift.length));
    }

    private void standardizeEach(Dataset.Numbers numbers, int[] rows) {
        for (int row : rows) {
            for (int i = 0; i < shift.length; i++) {
                shift[i] += numbers.at(row, i);
            }
        }
        Arrays.setAll(shift, i -> isConstant(numbers, rows, i) ? numbers.at(rows[0], i) + 0.0 : shift[i] / rows.length);
        double[] squares = new double[shift.length];
        for (int row : rows) {
            for (int i = 0; i < shift.length; i++) {
                squares[i] += square(numbers.at(row, i) - shift[i]);
            }
        }
        Arrays.setAll(scale, i -> deviation(squares[i], rows.length));
    }

    /** Each channel by its numbers at all positions. */
    private void standardizeChannels(Dataset data, int[] rows) {
        int positions = data.shape().positions();
        int[] all =
                IntStream.range(0, Math.multiplyExact(rows.length, positions)).toArray();
        FeatureScaling channels = standard(
                data.shape().channels(),
                (i, channel) -> data.exactFeature(rows[i / positions], channel * positions + i % positions),
                all);
        Arrays.setAll(shift, i -> channels.shift[i / positions]);
        Arrays.setAll(scale, i -> channels.scale[i / positions]);
    }

    /** Asked for, since the mean of many equal doubles may differ from them in the last bit. */
    private static boolean isConstant(Dataset.Numbers numbers, int[] rows, int feature) {
        double first = numbers.at(rows[0], feature);
        return Arrays.stream(rows).allMatch(row -> numbers.at(row, feature) == first);
    }

    private static double deviation(double squares, double count) {
        return squares == 0 ? 1 : Math.sqrt(squares / count);
    }

    private static double square(double x) {
        return x * x;
    }
}
