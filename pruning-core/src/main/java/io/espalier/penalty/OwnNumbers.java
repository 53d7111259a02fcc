package io.espalier.penalty;

/**
 * Numbers that a penalty trains besides the weights, by Adam (Kingma and Ba 2015) at a constant rate of their own.
 *
 * @param values as they stand; they are moved in place
 * @param gradient of the loss by them, as the penalty left it when it was last added
 */
@SuppressWarnings("ArrayRecordComponent")
public record OwnNumbers(float[] values, float[] gradient, double rate) {
    /** Numbers that begin at these values. */
    public static OwnNumbers of(double[] values, double rate) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return new OwnNumbers(floats, new float[values.length], rate);
    }
}
