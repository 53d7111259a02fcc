package io.espalier.codec;

import io.espalier.network.Network;
import java.nio.ByteBuffer;
import java.util.stream.IntStream;

/**
 * Sparse storage by gaps, as in Deep Compression (Han, Mao and Dally 2016): for each parameter that is not 0, how many
 * zeros stand before it since the last entry, in 8 bits, and its value. Where 256 or more zeros stand in a row, an entry
 * with gap 255 and value 0 fills in, which itself stands for a parameter, and so covers 256 zeros. Zeros behind the last
 * entry are not stored. All parameters form one row, so there are no row pointers.
 *
 * <p>8 bytes of {@link Header}, 4 for the number of entries, then all gaps (1 byte each), then all values (4 each).
 * Smaller than a bitmask above about 7/8 sparsity.
 */
public record RelativeIndex() implements Codec {
    private static final int LARGEST_GAP = 255;

    @Override
    public boolean isExact() {
        return true;
    }

    private Header header(Network network) {
        return new Header("relative-index", "ESPR", network.layout().count());
    }

    @Override
    public byte[] encode(Network network, float[] values) {
        float[] numbers = network.layout().pack(values);
        int[] positions = positions(numbers);
        int length = Math.addExact(Integer.BYTES, Math.multiplyExact(1 + Float.BYTES, positions.length));
        return header(network).write(length, out -> write(out, numbers, positions));
    }

    private static void write(ByteBuffer out, float[] numbers, int[] positions) {
        out.putInt(positions.length);
        int next = 0;
        for (int position : positions) {
            out.put((byte) (position - next));
            next = position + 1;
        }
        for (int position : positions) {
            out.putFloat(numbers[position]);
        }
    }

    /** Where the entries stand, fillers included. */
    private static int[] positions(float[] numbers) {
        IntStream.Builder positions = IntStream.builder();
        int next = 0;
        for (int i = 0; i < numbers.length; i++) {
            if (Float.floatToRawIntBits(numbers[i]) != 0) {
                for (int filler = next + LARGEST_GAP; filler < i; filler += LARGEST_GAP + 1) {
                    positions.add(filler);
                }
                positions.add(i);
                next = i + 1;
            }
        }
        return positions.build().toArray();
    }

    @Override
    public float[] decode(Network network, byte[] file) {
        Header header = header(network);
        return network.layout().unpack(header.read(file, in -> read(in, header)));
    }

    private static float[] read(ByteBuffer in, Header header) {
        int entries = in.getInt();
        header.require(entries >= 0 && entries <= header.count(), "it claims to hold " + entries + " entries");
        byte[] gaps = new byte[entries];
        in.get(gaps);
        float[] numbers = new float[header.count()];
        int next = 0;
        for (byte gap : gaps) {
            int position = next + Byte.toUnsignedInt(gap);
            header.require(position < numbers.length, "an entry lies past the last parameter");
            numbers[position] = in.getFloat();
            next = position + 1;
        }
        return numbers;
    }
}
