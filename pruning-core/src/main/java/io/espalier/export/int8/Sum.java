package io.espalier.export.int8;

/**
 * The sum of two tensors of different scales, in the scale of a third: one factor for each, 2^-{@value #SHIFT} understood.
 */
public record Sum(int left, int right) {
    /** Bits behind the point. */
    public static final int SHIFT = 20;

    static Sum of(Quantization left, Quantization right, Quantization out) {
        return new Sum(factor(left, out), factor(right, out));
    }

    private static int factor(Quantization in, Quantization out) {
        return Math.toIntExact(Math.round((double) in.scale() / out.scale() * (1 << SHIFT)));
    }

    /** Rounded, halves up. */
    public long of(int leftNumber, int rightNumber) {
        return ((long) leftNumber * left + (long) rightNumber * right + (1 << (SHIFT - 1))) >> SHIFT;
    }
}
