package io.espalier.codec;

import io.espalier.network.Network;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;

/**
 * One bit per parameter, then the parameters whose bit is set: 8 bytes of {@link Header}, ceil(n / 8) of bits (parameter
 * i is bit i mod 8 of byte i / 8), 4 per parameter that is not 0. Smaller than dense from 1/32 sparsity on.
 */
public record Bitmask() implements Codec {
    @Override
    public boolean isExact() {
        return true;
    }

    private Header header(Network network) {
        return new Header("bitmask", "ESPB", network.layout().count());
    }

    @Override
    public byte[] encode(Network network, float[] values) {
        float[] numbers = network.layout().pack(values);
        BitSet stored = new BitSet(numbers.length);
        for (int i = 0; i < numbers.length; i++) {
            stored.set(i, Float.floatToRawIntBits(numbers[i]) != 0);
        }
        byte[] bits = Arrays.copyOf(stored.toByteArray(), maskBytes(numbers.length));
        int length = Math.addExact(bits.length, Math.multiplyExact(Float.BYTES, stored.cardinality()));
        return header(network).write(length, out -> {
            out.put(bits);
            stored.stream().forEach(i -> out.putFloat(numbers[i]));
        });
    }

    private static int maskBytes(int count) {
        return (count + 7) / 8;
    }

    @Override
    public float[] decode(Network network, byte[] file) {
        Header header = header(network);
        return network.layout().unpack(header.read(file, in -> read(in, header)));
    }

    private static float[] read(ByteBuffer in, Header header) {
        byte[] bits = new byte[maskBytes(header.count())];
        in.get(bits);
        BitSet stored = BitSet.valueOf(bits);
        header.require(stored.length() <= header.count(), "a bit is set past the last parameter");
        float[] numbers = new float[header.count()];
        stored.stream().forEach(i -> numbers[i] = in.getFloat());
        return numbers;
    }
}
