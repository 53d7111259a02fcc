package io.espalier.data;

import java.util.Arrays;

/** Refuses features whose differences are lost when they are narrowed to floats. */
final class FloatPrecision {
    /** How many steps of a float the range of a feature spans at least. */
    private static final int FEWEST_STEPS = 64;

    private FloatPrecision() {}

    /**
     * Looks at the features of some rows, before and after scaling.
     *
     * @throws FloatPrecisionException if one differs between the rows, and is (almost) the same float in all of them
     */
    static void check(Preparation preparation, Dataset raw, int[] rows) throws FloatPrecisionException {
        if (!raw.exceedsFloats()) {
            return;
        }
        for (int i = 0; i < raw.shape().elements(); i++) {
            int feature = i;
            double[] sorted = Arrays.stream(rows)
                    .mapToDouble(row -> raw.exactFeature(row, feature))
                    .sorted()
                    .toArray();
            double least = sorted[0];
            double most = sorted[sorted.length - 1];
            float low = preparation.scaling().apply(i, least);
            float high = preparation.scaling().apply(i, most);
            double step = Math.ulp(Math.max(Math.abs(low), Math.abs(high)));
            if (most > least && high - low < FEWEST_STEPS * step) {
                throw new FloatPrecisionException(preparation.name(i), least, most);
            }
        }
    }
}
