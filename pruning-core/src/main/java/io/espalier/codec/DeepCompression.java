package io.espalier.codec;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import io.espalier.network.Layout;
import io.espalier.network.Network;
import io.espalier.network.op.Parameter.Role;
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

    private SharedValueLayer layer(Layout.Slot slot) {
        boolean conv = slot.parameter().hasWindow();
        return new SharedValueLayer(slot, conv ? convBits : denseBits, conv ? convIndexBits : denseIndexBits, entropy);
    }
}
