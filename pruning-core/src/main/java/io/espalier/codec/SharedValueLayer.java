package io.espalier.codec;

import io.espalier.network.Layout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** One layer of {@link DeepCompression}: distances between numbers that are not 0, and which shared value each takes. */
final class SharedValueLayer {
    private static final int LAYER_HEADER = Integer.BYTES + Short.BYTES;

    private final Layout.Slot slot;
    private final int bits;
    private final int indexBits;
    private final int filler;
    private final DeepCompression.Entropy entropy;

    SharedValueLayer(Layout.Slot slot, int bits, int indexBits, DeepCompression.Entropy entropy) {
        this.slot = slot;
        this.bits = bits;
        this.indexBits = indexBits;
        this.filler = (1 << indexBits) - 1;
        this.entropy = entropy;
    }

    byte[] encode(float[] values) {
        SparseWeights sparse = SparseWeights.of(values, slot, 1 << bits, filler);
        Codebook codebook = sparse.codebook();
        HuffmanCode distances = code(sparse.distanceCounts(), indexBits);
        HuffmanCode numbers = code(sparse.numberCounts(), bits);
        byte[] stream = sparse.stream(distances, numbers);
        int tables = entropy == DeepCompression.Entropy.NONE ? 0 : filler + 1 + codebook.size();
        ByteBuffer out = ByteBuffer.allocate(LAYER_HEADER + Float.BYTES * codebook.size() + tables + stream.length)
                .order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(sparse.distances()).putShort((short) codebook.size());
        for (int i = 0; i < codebook.size(); i++) {
            out.putFloat(codebook.value(i));
        }
        if (entropy == DeepCompression.Entropy.HUFFMAN) {
            out.put(distances.table()).put(numbers.table());
        }
        return out.put(stream).array();
    }

    private HuffmanCode code(int[] counts, int width) {
        return entropy == DeepCompression.Entropy.HUFFMAN
                ? HuffmanCode.ofCounts(counts)
                : HuffmanCode.fixed(counts.length, width);
    }

    void decode(ByteBuffer in, float[] values) {
        int entries = in.getInt();
        float[] codebook = new float[Short.toUnsignedInt(in.getShort())];
        for (int i = 0; i < codebook.length; i++) {
            codebook[i] = in.getFloat();
        }
        HuffmanCode distances = code(in, filler + 1, indexBits);
        HuffmanCode numbers = code(in, codebook.length, bits);
        BitReader stream = new BitReader(in);
        int next = slot.offset();
        for (int i = 0; i < entries; i++) {
            int distance = distances.read(stream);
            next += distance;
            requireInside(next);
            if (distance < filler) {
                values[next++] = codebook[numbers.read(stream)];
            }
        }
    }

    private void requireInside(int position) {
        if (position >= slot.end()) {
            throw new IllegalArgumentException("Cannot decode: a weight lies past the last of "
                    + slot.parameter().name());
        }
    }

    private HuffmanCode code(ByteBuffer in, int symbols, int width) {
        if (entropy == DeepCompression.Entropy.NONE) {
            return HuffmanCode.fixed(symbols, width);
        }
        byte[] table = new byte[symbols];
        in.get(table);
        return HuffmanCode.of(table);
    }
}
