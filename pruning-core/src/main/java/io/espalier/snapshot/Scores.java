package io.espalier.snapshot;

import java.util.Arrays;

/** One saliency per group that nobody changes any more. */
public final class Scores {
    private final double[] values;

    private Scores(double[] values) {
        this.values = values;
    }

    /** Takes the array over. */
    public static Scores of(double[] values) {
        return new Scores(values);
    }

    /** The array itself, to read. */
    public double[] values() {
        return values;
    }

    /** Equal bit for bit. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Scores scores && Arrays.equals(values, scores.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }
}
