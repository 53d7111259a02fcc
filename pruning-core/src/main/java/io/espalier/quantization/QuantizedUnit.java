package io.espalier.quantization;

/**
 * The weights of one unit as whole numbers: weight i is {@code levels[i]} times the scale. NaN everywhere if the scale is.
 *
 * @param scale at least 0
 */
@SuppressWarnings("ArrayRecordComponent")
public record QuantizedUnit(float scale, int[] levels) {
    public float weight(int i) {
        return levels[i] * scale;
    }
}
