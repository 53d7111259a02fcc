package io.espalier.snapshot;

/** Floating-point numbers of 16 bits as floats, exactly. */
public final class Float16 {
    private Float16() {}

    /** IEEE 754 half precision: a sign, 5 bits of exponent, 10 of fraction. */
    public static float half(short bits) {
        int sign = (bits & 0x8000) << 16;
        int exponent = bits >>> 10 & 0x1f;
        int fraction = bits & 0x3ff;
        if (exponent == 0) {
            return Math.copySign(fraction * 0x1p-24f, Float.intBitsToFloat(sign | 0x3f800000));
        }
        int wide = exponent == 0x1f ? 0xff : exponent + 127 - 15;
        return Float.intBitsToFloat(sign | wide << 23 | fraction << 13);
    }

    /** bfloat16: the upper 16 bits of a float. */
    public static float bfloat16(short bits) {
        return Float.intBitsToFloat(bits << 16);
    }
}
