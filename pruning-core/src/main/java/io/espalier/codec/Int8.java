package io.espalier.codec;

import io.espalier.binding.Default;
import io.espalier.binding.Name;
import io.espalier.network.Layout;
import io.espalier.network.Network;
import io.espalier.network.op.Parameter;
import io.espalier.network.op.Parameter.Role;
import io.espalier.quantization.Quantizer;
import java.nio.ByteBuffer;

/**
 * Eight-bit weights by the rules of TensorFlow Lite: w = q s with q in -127..127 and one scale per output channel, s =
 * max abs(w) / 127; q is w / s rounded half away from zero, so that 0 stays 0. All other parameters are floats.
 *
 * <p>8 bytes of {@link Header}, the floats, then per layer 4 bytes of scale per channel and 1 per weight.
 *
 * @param activations number format of activations when the network is measured or exported; training uses floats
 */
@Name("int8")
public record Int8(@Default("float") Activations activations) implements Codec {
    private static final Quantizer.Uniform EIGHT_BITS = new Quantizer.Uniform(8);

    /** Number format between two operators. */
    public enum Activations {
        /** Single precision, as in training. */
        FLOAT,
        /**
         * Eight bits, one scale and zero point per tensor from the least and the largest value over training examples;
         * biases of 32 bits (Jacob et al. 2018, <a href="https://doi.org/10.1109/CVPR.2018.00286">
         * doi:10.1109/CVPR.2018.00286</a>).
         */
        INT8
    }

    public Int8() {
        this(Activations.FLOAT);
    }

    @Override
    public boolean roundsActivations() {
        return activations == Activations.INT8;
    }

    private static Header header(Network network) {
        return new Header("int8", "ESP8", network.layout().count());
    }

    @Override
    public byte[] encode(Network network, float[] values) {
        int length = Math.multiplyExact(Float.BYTES, UnweightedParameters.count(network));
        for (Layout.Slot slot : network.layout().slots(Role.WEIGHT)) {
            length = Math.addExact(
                    length,
                    Float.BYTES * slot.parameter().units() + slot.parameter().size());
        }
        return header(network).write(length, out -> {
            UnweightedParameters.write(network, values, out);
            network.layout().slots(Role.WEIGHT).forEach(slot -> write(slot, values, out));
        });
    }

    private static void write(Layout.Slot slot, float[] values, ByteBuffer out) {
        float[][] units = slot.byUnit(values);
        float[] scales = new float[units.length];
        for (int unit = 0; unit < scales.length; unit++) {
            scales[unit] = scale(units[unit]);
            out.putFloat(scales[unit]);
        }
        Parameter.Units index = slot.parameter().unitIndex();
        int size = slot.parameter().size();
        for (int i = 0; i < size; i++) {
            out.put((byte) quantize(values[slot.offset() + i], scales[index.unit(i)]));
        }
    }

    /**
     * The scale of one channel.
     *
     * @param weights of the channel
     * @throws IllegalArgumentException if a weight is not finite
     */
    public static float scale(float[] weights) {
        float scale = EIGHT_BITS.scale(weights);
        if (!Float.isFinite(scale)) {
            throw new IllegalArgumentException("Cannot encode: a weight is not finite");
        }
        return scale;
    }

    /** A weight over its channel's scale, rounded half away from zero, in -127..127. */
    public static int quantize(float weight, float scale) {
        return EIGHT_BITS.level(weight, scale);
    }

    @Override
    public float[] decode(Network network, byte[] file) {
        return header(network).read(file, in -> {
            float[] values = new float[network.layout().size()];
            UnweightedParameters.read(network, values, in);
            network.layout().slots(Role.WEIGHT).forEach(slot -> read(slot, values, in));
            return values;
        });
    }

    private static void read(Layout.Slot slot, float[] values, ByteBuffer in) {
        float[] scales = new float[slot.parameter().units()];
        for (int unit = 0; unit < scales.length; unit++) {
            scales[unit] = in.getFloat();
        }
        Parameter.Units index = slot.parameter().unitIndex();
        int size = slot.parameter().size();
        for (int i = 0; i < size; i++) {
            int quantized = in.get();
            values[slot.offset() + i] = quantized == 0 ? 0 : quantized * scales[index.unit(i)];
        }
    }
}
