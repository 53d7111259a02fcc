package io.espalier.export.c;

import java.util.Arrays;

/**
 * Distances in few bits each. What is further away is reached in several steps: all but the last are as long as they can
 * be, and the last never is.
 *
 * @param bits of a step, 4 or 8; of two in a byte the first has the lower bits
 */
record PackedSteps(
        int bits, @SuppressWarnings("ArrayRecordComponent") byte[] bytes) {
    /** In 4 or 8 bits, whichever takes less. */
    static PackedSteps of(int[] distances) {
        PackedSteps half = packed(distances, 4);
        PackedSteps whole = packed(distances, 8);
        return half.bytes.length < whole.bytes.length ? half : whole;
    }

    private static PackedSteps packed(int[] distances, int bits) {
        int longest = (1 << bits) - 1;
        int steps = Arrays.stream(distances).map(d -> d / longest + 1).sum();
        byte[] bytes = new byte[(steps * bits + 7) / 8];
        int bit = 0;
        for (int distance : distances) {
            for (int left = distance; left >= 0; left -= longest, bit += bits) {
                bytes[bit / 8] |= (byte) (Math.min(left, longest) << bit % 8);
            }
        }
        return new PackedSteps(bits, bytes);
    }

    /** The longest step, which leads on to another. */
    int longest() {
        return (1 << bits) - 1;
    }

    /** Step {@code n} of a table, in C. */
    String next(String table) {
        return bits == 8 ? table + "[n]" : "(" + table + "[n >> 1] >> 4 * (n & 1)) & 15";
    }

    /** As numbers without a sign. */
    int[] numbers() {
        int[] numbers = new int[bytes.length];
        Arrays.setAll(numbers, i -> bytes[i] & 0xff);
        return numbers;
    }
}
