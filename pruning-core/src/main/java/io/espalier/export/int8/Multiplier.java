package io.espalier.export.int8;

/**
 * A positive real number as factor 2^-shift in integers, to about 31 bits: what brings a sum from one scale to another.
 *
 * @param factor in 2^30..2^31 - 1, or less for a number that is next to 0; {@code shift} from 1 to 62
 */
public record Multiplier(int factor, int shift) {
    private static final int BITS = 31;

    /** The nearest to a number. */
    public static Multiplier of(double real) {
        int shift = Math.min(62, BITS - 1 - Math.getExponent(real));
        if (shift < 1 || !(real > 0)) {
            throw new IllegalArgumentException("Cannot rescale a sum: the factor is " + real);
        }
        long factor = Math.round(real * Math.scalb(1.0, shift));
        return factor >> BITS == 0
                ? new Multiplier((int) factor, shift)
                : new Multiplier((int) (factor >> 1), shift - 1);
    }

    /** The product, rounded, halves up. */
    public long times(int sum) {
        return ((long) sum * factor + (1L << (shift - 1))) >> shift;
    }
}
