package io.espalier.random;

import java.nio.charset.StandardCharsets;

/**
 * A counter-based source of random numbers: value {@code i} of a key is a pure function of the key and {@code i}, so
 * numbers do not depend on who draws first or on which thread. Keys are derived from a trial's seed by purpose, for
 * example {@code RandomKey.of(seed).with("order").with(epoch)}. The mixing function is the finaliser of SplitMix64
 * (Steele, Lea and Flood 2014) over a Weyl sequence.
 */
public record RandomKey(long value) {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
    private static final double TWO_TO_MINUS_53 = 0x1.0p-53;

    public static RandomKey of(long seed) {
        return new RandomKey(mix(seed + GOLDEN_GAMMA));
    }

    public RandomKey with(long index) {
        return new RandomKey(mix(value ^ mix(index + GOLDEN_GAMMA)));
    }

    public RandomKey with(String purpose) {
        RandomKey key = this;
        for (byte b : purpose.getBytes(StandardCharsets.UTF_8)) {
            key = key.with(b);
        }
        return key.with(purpose.length());
    }

    /** 64 random bits. */
    public long bits(long counter) {
        return mix(value + (counter + 1) * GOLDEN_GAMMA);
    }

    /** Uniform in [0, 1). */
    public double uniform(long counter) {
        return (bits(counter) >>> 11) * TWO_TO_MINUS_53;
    }

    /** Uniform in {0, ..., bound - 1}. */
    public int index(long counter, int bound) {
        return (int) Math.multiplyHigh(bits(counter) >>> 1, (long) bound << 1);
    }

    /** Standard normal, by Box and Muller's transform; {@link StrictMath} keeps its bits equal on every machine. */
    public double gaussian(long counter) {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - uniform(2 * counter)));
        return radius * StrictMath.cos(2 * Math.PI * uniform(2 * counter + 1));
    }

    /** A random order of {0, ..., size - 1} (Fisher and Yates). */
    public int[] permutation(int size) {
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            int j = index(i, i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    private static long mix(long bits) {
        long z = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
