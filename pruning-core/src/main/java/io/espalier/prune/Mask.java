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
            if (words[w] != -1L) {
                int end = Math.min((w + 1) << 6, size);
                for (int i = w << 6; i < end; i++) {
                    if (!keeps(i)) {
                        values[i] = 0;
                    }
                }
            }
        }
    }

    /** How many of a slot's parameters are kept. */
    public int kept(Layout.Slot slot) {
        int kept = 0;
        for (int i = slot.offset(); i < slot.end(); i++) {
            if (keeps(i)) {
                kept++;
            }
        }
        return kept;
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
