package io.espalier.codec;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import io.espalier.network.Layout;
import io.espalier.network.Network;
import io.espalier.network.op.Parameter.Role;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Deep Compression (Han, Mao and Dally 2016): the weights of a layer share few values, which stand in a codebook; each
 * weight that is not 0 is its distance from the one before and the number of its value, both Huffman-coded. Distances
 * of 2^b - 1 or more take fillers, each of which skips 2^b - 1 zeros; a filler stores no weight, unlike the paper's.
 * All other parameters are floats. Training after it moves shared values as one, by the sum of their gradients.
 *
 * <p>8 bytes of {@link Header}, the floats, then per layer: 4 bytes for the number of distances, 2 for the size of the
 * codebook, the codebook, a byte per symbol of both codes if they are Huffman's, and the bits, filled up to a byte.
 *
 * @param convBits bits of the index of a shared value in a convolution, so at most 2^bits values; {@code denseBits} likewise
 * @param denseBits bits of the index of a shared value in a fully connected layer
 * @param convIndexBits bits of a gap between nonzero weights in a convolution; {@code denseIndexBits} likewise
 * @param denseIndexBits bits of a gap between nonzero weights in a fully connected layer
 * @param entropy entropy coding of the symbols
 */
public record DeepCompression(
        @Default("8") int convBits,
        @Default("5") int denseBits,
        @Default("8") int convIndexBits,
        @Default("5") int denseIndexBits,
        @Default("huffman") Entropy entropy)
        implements Codec {
    private static final int LAYER_HEADER = Integer.BYTES + Short.BYTES;
    private static final int MOST_BITS = 12;

    /** Entropy coding of symbols: Huffman codes, or a fixed number of bits. */
    public enum Entropy {
        /** Huffman codes. */
        HUFFMAN,
        /** A fixed number of bits. */
        NONE
    }

    public DeepCompression {
        check(fits(convBits), "conv-bits", convBits, "be in 1.." + MOST_BITS);
        check(fits(denseBits), "dense-bits", denseBits, "be in 1.." + MOST_BITS);
        check(fits(convIndexBits), "conv-index-bits", convIndexBits, "be in 1.." + MOST_BITS);
        check(fits(denseIndexBits), "dense-index-bits", denseIndexBits, "be in 1.." + MOST_BITS);
    }

    /** Bits as in the paper's convolutional networks, Huffman-coded. */
    public DeepCompression() {
        this(8, 5, 8, 5, Entropy.HUFFMAN);
    }

    private static boolean fits(int bits) {
        return bits >= 1 && bits <= MOST_BITS;
    }

    @Override
    public Sharing sharing() {
        return Sharing.BY_VALUE;
    }

    @Override
    public byte[] encode(Network network, float[] values) {
        List<byte[]> layers = network.layout().slots(Role.WEIGHT).stream()
                .map(slot -> layer(slot).encode(values))
                .toList();
        int floats = Math.multiplyExact(Float.BYTES, UnweightedParameters.count(network));
        int length = layers.stream().mapToInt(layer -> layer.length).reduce(floats, Math::addExact);
        return header(network).write(length, out -> {
            UnweightedParameters.write(network, values, out);
            layers.forEach(out::put);
        });
    }

    @Override
    public float[] decode(Network network, byte[] file) {
        return header(network).read(file, in -> {
            float[] values = new float[network.layout().size()];
            UnweightedParameters.read(network, values, in);
            network.layout().slots(Role.WEIGHT).forEach(slot -> layer(slot).decode(in, values));
            return values;
        });
    }

    private static Header header(Network network) {
        return new Header("deep-compression", "ESPH", network.layout().count());
    }

    private Layer layer(Layout.Slot slot) {
        boolean conv = slot.parameter().hasWindow();
        return new Layer(slot, conv ? convBits : denseBits, conv ? convIndexBits : denseIndexBits);
    }

    /** One layer's weights. */
    private final class Layer {
        private final Layout.Slot slot;
        private final int bits;
        private final int indexBits;
        private final int filler;

        Layer(Layout.Slot slot, int bits, int indexBits) {
            this.slot = slot;
            this.bits = bits;
            this.indexBits = indexBits;
            this.filler = (1 << indexBits) - 1;
        }

        byte[] encode(float[] values) {
            SparseWeights sparse = SparseWeights.of(values, slot, 1 << bits, filler);
            Codebook codebook = sparse.codebook();
            HuffmanCode distances = code(sparse.distanceCounts(), indexBits);
            HuffmanCode numbers = code(sparse.numberCounts(), bits);
            byte[] stream = sparse.stream(distances, numbers);
            int tables = entropy == Entropy.NONE ? 0 : filler + 1 + codebook.size();
            ByteBuffer out = ByteBuffer.allocate(LAYER_HEADER + Float.BYTES * codebook.size() + tables + stream.length)
                    .order(ByteOrder.LITTLE_ENDIAN);
            out.putInt(sparse.distances()).putShort((short) codebook.size());
            for (int i = 0; i < codebook.size(); i++) {
                out.putFloat(codebook.value(i));
            }
            if (entropy == Entropy.HUFFMAN) {
                out.put(distances.table()).put(numbers.table());
            }
            return out.put(stream).array();
        }

        private HuffmanCode code(int[] counts, int width) {
            return entropy == Entropy.HUFFMAN ? HuffmanCode.ofCounts(counts) : HuffmanCode.fixed(counts.length, width);
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
                throw new IllegalArgumentException("Cannot decode deep-compression: a weight lies past the last of "
                        + slot.parameter().name());
            }
        }

        private HuffmanCode code(ByteBuffer in, int symbols, int width) {
            if (entropy == Entropy.NONE) {
                return HuffmanCode.fixed(symbols, width);
            }
            byte[] table = new byte[symbols];
            in.get(table);
            return HuffmanCode.of(table);
        }
    }
}
