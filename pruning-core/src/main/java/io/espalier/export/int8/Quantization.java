package io.espalier.export.int8;

import io.espalier.engine.ActivationRange;

/**
 * How one tensor of activations is rounded: x = (q - zeroPoint) scale with q in -128..127, so that 0 is exact (Jacob et al.
 * 2018, <a href="https://doi.org/10.1109/CVPR.2018.00286">doi:10.1109/CVPR.2018.00286</a>).
 */
public record Quantization(float scale, int zeroPoint) {
    /** Least and largest number that is stored. */
    public static final int LEAST = -128;

    public static final int LARGEST = 127;

    /** The finest that holds a range and 0. */
    public static Quantization of(ActivationRange range) {
        float least = Math.min(0, range.least());
        float largest = Math.max(0, range.largest());
        float scale = (largest - least) / (LARGEST - LEAST);
        return scale == 0 ? new Quantization(1, 0) : new Quantization(scale, Math.round(LEAST - least / scale));
    }

    /** The nearest number, halves up; in single precision, as generated code does it. */
    public byte quantize(float x) {
        float shifted = x / scale + zeroPoint + 0.5f;
        return (byte) (shifted <= LEAST ? LEAST : shifted >= LARGEST ? LARGEST : Math.floor(shifted));
    }

    /** What a number stands for. */
    public float dequantize(int q) {
        return (q - zeroPoint) * scale;
    }

    /** A number within what is stored. */
    public static byte clamp(long q) {
        return (byte) Math.max(LEAST, Math.min(LARGEST, q));
    }
}
