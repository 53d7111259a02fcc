package io.espalier.export.int8;

import io.espalier.codec.Int8;
import java.util.Arrays;

/**
 * The weights of one node: w = q scale[unit] with q in -127..127, biases in units of scale[unit] times the input's scale.
 *
 * @param values unit by unit
 */
public record QuantizedWeights(
        @SuppressWarnings("ArrayRecordComponent") byte[] values,
        @SuppressWarnings("ArrayRecordComponent") float[] scales,
        @SuppressWarnings("ArrayRecordComponent") int[] biases) {
    /** Biases stay below this, so that sums stay within 32 bits. */
    private static final double LARGEST_BIAS = 1 << 30;

    /** @param whole scale of a unit without weights: that of the output over that of the input */
    static QuantizedWeights of(float[] weights, float[] biases, float inputScale, float whole) {
        int perUnit = weights.length / biases.length;
        byte[] values = new byte[weights.length];
        float[] scales = new float[biases.length];
        int[] rounded = new int[biases.length];
        for (int unit = 0; unit < scales.length; unit++) {
            float own = Int8.scale(Arrays.copyOfRange(weights, unit * perUnit, (unit + 1) * perUnit));
            double least = Math.abs(biases[unit]) / (inputScale * LARGEST_BIAS);
            scales[unit] = own == 0 ? whole : (float) Math.max(own, least);
            rounded[unit] = (int) Math.round(biases[unit] / ((double) inputScale * scales[unit]));
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) Int8.quantize(weights[i], scales[i / perUnit]);
        }
        return new QuantizedWeights(values, scales, rounded);
    }

    /** The weights of one unit. */
    public byte[] unit(int unit) {
        int perUnit = values.length / scales.length;
        return Arrays.copyOfRange(values, unit * perUnit, (unit + 1) * perUnit);
    }
}
