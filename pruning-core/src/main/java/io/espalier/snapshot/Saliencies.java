package io.espalier.snapshot;

import java.util.Arrays;

/** One saliency per group that nobody changes any more. */
public final class Saliencies {
    private final double[] values;

    private Saliencies(double[] values) {
        this.values = values;
    }

    /** Takes the array over. */
    public static Saliencies of(double[] values) {
        return new Saliencies(values);
    }

    /** The array itself, to read. */
    public double[] values() {
        return values;
    }

    /** Equal bit for bit. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Saliencies saliencies && Arrays.equals(values, saliencies.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }
}
