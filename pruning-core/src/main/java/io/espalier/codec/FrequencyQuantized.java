package io.espalier.codec;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import io.espalier.network.Layout;
import io.espalier.network.Network;
import io.espalier.network.op.Parameter.Role;
import io.espalier.sharing.CosineTransform;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * Layers in the frequency domain, after CNNpack (Wang et al. 2016): the cosine transform of each window of a convolution is
 * rounded to multiples of a step, those of fewer than {@code least} steps become 0, and the others are stored with
 * Huffman-coded distances and values. Weights without a window are coded so themselves. Unlike the paper's it has no common
 * parts of similar filters. A layer whose zeros would not come back, or which would not be stored the same again, is
 * stored as floats, as are all other parameters.
 *
 * <p>8 bytes of {@link Header}, the floats, then per layer a byte, 1 for coded, and its floats or what
 * {@link DeepCompression} writes for a layer with up to 4,096 values and distances of 8 bits.
 *
 * @param step what coefficients are multiples of
 * @param least steps of the smallest coefficient that is kept
 */
public record FrequencyQuantized(
        @Default("0.01") double step, @Default("2") int least) implements Codec {
    private static final int VALUE_BITS = 12;
    private static final int INDEX_BITS = 8;

    public FrequencyQuantized {
        check(step > 0 && Double.isFinite(step), "step", step, "be above 0");
        check(least >= 1, "least", least, "be at least 1");
    }

    public FrequencyQuantized() {
        this(0.01, 2);
    }

    @Override
    public byte[] encode(Network network, float[] values) {
        List<byte[]> layers = network.layout().slots(Role.WEIGHT).stream()
                .map(slot -> new Frequencies(slot).encode(values))
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
        Header header = header(network);
        return header.read(file, in -> {
            float[] values = new float[network.layout().size()];
            UnweightedParameters.read(network, values, in);
            for (Layout.Slot slot : network.layout().slots(Role.WEIGHT)) {
                byte kind = in.get();
                header.require(kind == 0 || kind == 1, "a layer is of kind " + kind);
                new Frequencies(slot).decode(kind, in, values);
            }
            return values;
        });
    }

    private static Header header(Network network) {
        return new Header("frequency-quantized", "ESPF", network.layout().count());
    }

    /** One layer's weights. */
    private final class Frequencies {
        private final Layout.Slot slot;
        private final CosineTransform transform;
        private final SharedValueLayer coded;

        Frequencies(Layout.Slot slot) {
            this.slot = slot;
            this.transform = CosineTransform.of(slot.parameter());
            this.coded = new SharedValueLayer(slot, VALUE_BITS, INDEX_BITS, DeepCompression.Entropy.HUFFMAN);
        }

        byte[] encode(float[] values) {
            byte[] whole = whole(values);
            if (!isFinite(values)) {
                return whole;
            }
            byte[] file = coded(values);
            return file.length < whole.length && comesBack(file, values) ? file : whole;
        }

        private boolean isFinite(float[] values) {
            for (int i = slot.offset(); i < slot.end(); i++) {
                if (!Float.isFinite(values[i])) {
                    return false;
                }
            }
            return true;
        }

        private byte[] coded(float[] values) {
            byte[] body = coded.encode(rounded(values));
            return ByteBuffer.allocate(1 + body.length).put((byte) 1).put(body).array();
        }

        private byte[] whole(float[] values) {
            ByteBuffer out = ByteBuffer.allocate(
                            1 + Float.BYTES * slot.parameter().size())
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .put((byte) 0);
            for (int i = slot.offset(); i < slot.end(); i++) {
                out.putFloat(values[i]);
            }
            return out.array();
        }

        /** The coefficients as they are stored, in the places of the weights. */
        private float[] rounded(float[] values) {
            float[] coefficients = values.clone();
            transform.forward(coefficients, slot.offset(), slot.end());
            for (int i = slot.offset(); i < slot.end(); i++) {
                double steps = Math.rint(coefficients[i] / step);
                coefficients[i] = Math.abs(steps) < least ? 0 : (float) (steps * step);
            }
            return coefficients;
        }

        /** Whether zeros come back, and what comes back is stored the same again. */
        private boolean comesBack(byte[] file, float[] values) {
            float[] back = new float[values.length];
            ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
            decode(in.get(), in, back);
            for (int i = slot.offset(); i < slot.end(); i++) {
                if (values[i] == 0 && back[i] != 0) {
                    return false;
                }
            }
            return isFinite(back) && Arrays.equals(coded(back), file);
        }

        void decode(byte kind, ByteBuffer in, float[] values) {
            if (kind == 0) {
                for (int i = slot.offset(); i < slot.end(); i++) {
                    values[i] = in.getFloat();
                }
            } else {
                coded.decode(in, values);
                transform.inverse(values, slot.offset(), slot.end());
            }
        }
    }
}
