package io.espalier.snapshot;

import java.util.Arrays;

/** An array of floats that nobody changes any more. */
public final class Weights {
    private final float[] values;

    private Weights(float[] values) {
        this.values = values;
    }

    /** Takes the array over: the caller keeps no hand on it. */
    public static Weights of(float[] values) {
        return new Weights(values);
    }

    /** The array itself, to read. */
    public float[] values() {
        return values;
    }

    /** A copy to write to. */
    public float[] copy() {
        return values.clone();
    }

    /** Equal bit for bit. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Weights weights && Arrays.equals(values, weights.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }
}
