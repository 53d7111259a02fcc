package io.espalier.codec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/**
 * A canonical prefix code for the symbols 0 to n - 1: of two codes of one length the smaller symbol has the smaller one,
 * so lengths alone tell the code. A code for a single symbol takes no bits.
 */
final class HuffmanCode {
    private static final int UNUSED = -1;
    private static final int LONGEST = 62;

    private final int[] lengths;
    private final long[] codes;
    private final int[] order;

    private HuffmanCode(int[] lengths) {
        this.lengths = lengths;
        this.codes = new long[lengths.length];
        this.order = IntStream.range(0, lengths.length)
                .filter(symbol -> lengths[symbol] != UNUSED)
                .boxed()
                .sorted(Comparator.comparing(symbol -> lengths[symbol]))
                .mapToInt(Integer::intValue)
                .toArray();
        long next = 0;
        int length = 0;
        for (int symbol : order) {
            next <<= lengths[symbol] - length;
            length = lengths[symbol];
            codes[symbol] = next++;
        }
    }

    /** Every symbol in {@code bits} bits. */
    static HuffmanCode fixed(int symbols, int bits) {
        int[] lengths = new int[symbols];
        Arrays.fill(lengths, bits);
        return new HuffmanCode(lengths);
    }

    /** The shortest code for symbols that occur so often (Huffman 1952); those that never do have none. */
    static HuffmanCode ofCounts(int[] counts) {
        record Tree(long count, int born, List<Integer> symbols) {}
        int[] lengths = new int[counts.length];
        Arrays.fill(lengths, UNUSED);
        PriorityQueue<Tree> forest =
                new PriorityQueue<>(Comparator.comparingLong(Tree::count).thenComparingInt(Tree::born));
        for (int symbol = 0; symbol < counts.length; symbol++) {
            if (counts[symbol] > 0) {
                lengths[symbol] = 0;
                forest.add(new Tree(counts[symbol], symbol, List.of(symbol)));
            }
        }
        for (int born = counts.length; forest.size() > 1; born++) {
            Tree one = forest.remove();
            Tree other = forest.remove();
            List<Integer> symbols = new ArrayList<>(one.symbols);
            symbols.addAll(other.symbols);
            symbols.forEach(symbol -> lengths[symbol]++);
            forest.add(new Tree(one.count + other.count, born, symbols));
        }
        return new HuffmanCode(lengths);
    }

    /** A byte per symbol: 0 for none, else the length of its code and 1. */
    byte[] table() {
        byte[] table = new byte[lengths.length];
        for (int symbol = 0; symbol < table.length; symbol++) {
            table[symbol] = (byte) (lengths[symbol] + 1);
        }
        return table;
    }

    /** @throws IllegalArgumentException if there is no such code */
    static HuffmanCode of(byte[] table) {
        int[] lengths = new int[table.length];
        double room = 1;
        for (int symbol = 0; symbol < table.length; symbol++) {
            lengths[symbol] = table[symbol] - 1;
            if (lengths[symbol] < UNUSED || lengths[symbol] > LONGEST) {
                throw new IllegalArgumentException("Cannot decode: a code of " + lengths[symbol] + " bits");
            }
            room -= lengths[symbol] == UNUSED ? 0 : Math.scalb(1.0, -lengths[symbol]);
        }
        if (room < 0) {
            throw new IllegalArgumentException("Cannot decode: the code lengths do not form a prefix code");
        }
        return new HuffmanCode(lengths);
    }

    void write(int symbol, BitWriter out) {
        out.write(codes[symbol], lengths[symbol]);
    }

    /** @throws IllegalArgumentException if no symbol has the code that comes */
    int read(BitReader in) {
        long code = 0;
        int length = 0;
        for (int symbol : order) {
            for (; length < lengths[symbol]; length++) {
                code = code << 1 | in.bit();
            }
            if (code == codes[symbol]) {
                return symbol;
            }
        }
        throw new IllegalArgumentException("Cannot decode: a code without a symbol");
    }
}
