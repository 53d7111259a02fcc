package io.espalier.export;

import io.espalier.data.FeatureScaling;

/**
 * Feature scaling in single precision, (x - shift - rest) / scale. A shift is the sum of two floats, so that features far
 * from 0 that vary little lose nothing: x - shift is exact there.
 *
 * @param rest all 0 where single shifts do
 */
public record FloatScaling(
        @SuppressWarnings("ArrayRecordComponent") float[] shift,
        @SuppressWarnings("ArrayRecordComponent") float[] rest,
        @SuppressWarnings("ArrayRecordComponent") float[] scale) {
    /** Largest error of a scaled feature that is left alone: about that of a float. */
    private static final double NEGLIGIBLE = 0x1p-23;

    /** Largest error of a scaled feature that is passed on: a thousandth of its deviation. */
    private static final double TOLERABLE = 0x1p-10;

    /** Whether features that are rounded to floats are still apart, each as near to its shift as it is on average. */
    static boolean suffices(FeatureScaling scaling) {
        double[] shifts = scaling.shift();
        double[] scales = scaling.scale();
        for (int i = 0; i < shifts.length; i++) {
            if (Math.ulp((float) shifts[i]) / 2 / scales[i] > TOLERABLE) {
                return false;
            }
        }
        return true;
    }

    /** The same scaling in floats. */
    public static FloatScaling of(FeatureScaling scaling) {
        double[] shifts = scaling.shift();
        double[] scales = scaling.scale();
        float[] shift = new float[shifts.length];
        float[] rest = new float[shifts.length];
        float[] scale = new float[shifts.length];
        double largest = 0;
        for (int i = 0; i < shifts.length; i++) {
            shift[i] = (float) shifts[i];
            rest[i] = (float) (shifts[i] - shift[i]);
            scale[i] = (float) scales[i];
            largest = Math.max(largest, Math.abs(rest[i] / scales[i]));
        }
        return new FloatScaling(shift, largest > NEGLIGIBLE ? rest : new float[shifts.length], scale);
    }

    /** Features of whole examples, scaled as exported files do it. */
    public float[] apply(float[] features) {
        float[] scaled = features.clone();
        for (int i = 0; i < scaled.length; i++) {
            int feature = i % shift.length;
            scaled[i] = (features[i] - shift[feature] - rest[feature]) / scale[feature];
        }
        return scaled;
    }

    /** Whether all numbers are one. */
    public static boolean isAll(float[] values, float one) {
        for (float value : values) {
            if (value != one) {
                return false;
            }
        }
        return true;
    }
}
