package io.espalier.prune;

import io.espalier.network.Layout;
import java.util.Arrays;

/** One bit per float of a {@link Layout}: set where the parameter is kept. */
public final class Mask {
    private final long[] words;
    private final int size;

    private Mask(long[] words, int size) {
        this.words = words;
        this.size = size;
    }

    /** Keeps everything. */
    public static Mask full(Layout layout) {
        long[] words = new long[(layout.size() + 63) / 64];
        Arrays.fill(words, -1L);
        return new Mask(words, layout.size());
    }

    /** From packed bits, as {@link #words()} gave them. */
    public static Mask of(long[] words, int size) {
        return new Mask(words.clone(), size);
    }

    /** One bit for each of these. */
    public static Mask of(boolean[] kept) {
        Mask mask = new Mask(new long[(kept.length + 63) / 64], kept.length);
        for (int i = 0; i < kept.length; i++) {
            mask.words[i >>> 6] |= kept[i] ? 1L << i : 0;
        }
        return mask;
    }

    /** How many bits differ (Hamming). */
    public int distance(Mask other) {
        int distance = 0;
        for (int w = 0; w < words.length; w++) {
            distance += Long.bitCount((words[w] ^ other.words[w]) & inside(w));
        }
        return distance;
    }

    public long[] words() {
        return words.clone();
    }

    public int size() {
        return size;
    }

    public Mask copy() {
        return new Mask(words.clone(), size);
    }

    public boolean keeps(int index) {
        return (words[index >>> 6] & (1L << index)) != 0;
    }

    public void remove(int index) {
        words[index >>> 6] &= ~(1L << index);
    }

    /** Removes {@code from} to {@code to - 1}. */
    public void remove(int from, int to) {
        for (int i = from; i < to; i++) {
            remove(i);
        }
    }

    /** What both keep. */
    public Mask and(Mask other) {
        Mask both = copy();
        for (int i = 0; i < words.length; i++) {
            both.words[i] &= other.words[i];
        }
        return both;
    }

    /** Sets every removed parameter to exactly 0. */
    public void apply(float[] values) {
        for (int w = 0; w < words.length; w++) {
            int base = w << 6;
            for (long gone = ~words[w] & inside(w); gone != 0; gone &= gone - 1) {
                values[base + Long.numberOfTrailingZeros(gone)] = 0;
            }
        }
    }

    /** The bits of a word that stand for a parameter: all but those of the last word beyond the size. */
    private long inside(int word) {
        int bits = size - (word << 6);
        return bits >= 64 ? -1L : (1L << bits) - 1;
    }

    /** How many of a slot's parameters are kept. */
    public int kept(Layout.Slot slot) {
        return kept(slot.offset(), slot.end());
    }

    /** How many of {@code from} to {@code to - 1} are kept. */
    public int kept(int from, int to) {
        return keptBelow(to) - keptBelow(from);
    }

    private int keptBelow(int end) {
        int kept = 0;
        for (int w = 0; w < end >>> 6; w++) {
            kept += Long.bitCount(words[w]);
        }
        int rest = end & 63;
        return rest == 0 ? kept : kept + Long.bitCount(words[end >>> 6] & ((1L << rest) - 1));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Mask mask && size == mask.size && Arrays.equals(words, mask.words);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(words);
    }
}
