package io.espalier.codec;

import io.espalier.binding.Default;
import io.espalier.binding.Name;
import io.espalier.network.Layout;
import io.espalier.network.Network;
import io.espalier.network.op.Parameter.Role;
import io.espalier.sharing.SharedLayer;
import io.espalier.sharing.SharingPattern;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Layers whose weights are few numbers in a fixed pattern, as the reparameterization of this name trains them: the
 * numbers, as floats. A layer that is not of the pattern, to the bit, or where numbers are frequencies to 2^-16, is stored
 * as floats, as are all other parameters.
 * The pattern is no part of the file: whoever decodes it knows it.
 *
 * <p>8 bytes of {@link Header}, the other parameters, then per layer a byte, 1 for shared, and its floats.
 *
 * @param by the pattern
 */
@Name("weight-sharing")
public record WeightSharingCodec(@Default("hashed") SharingPattern by) implements Codec {
    public WeightSharingCodec() {
        this(new SharingPattern.Hashed(8, 0));
    }

    @Override
    public boolean isExact() {
        return by.isExact();
    }

    @Override
    public byte[] encode(Network network, float[] values) {
        List<float[]> layers = network.layout().slots(Role.WEIGHT).stream()
                .map(slot -> numbers(slot, values))
                .toList();
        List<Layout.Slot> slots = network.layout().slots(Role.WEIGHT);
        int floats = layers.stream()
                .mapToInt(layer -> layer.length)
                .reduce(UnweightedParameters.count(network), Math::addExact);
        return header(network).write(Math.addExact(layers.size(), Math.multiplyExact(Float.BYTES, floats)), out -> {
            UnweightedParameters.write(network, values, out);
            for (int i = 0; i < layers.size(); i++) {
                out.put((byte) (layers.get(i).length == slots.get(i).parameter().size() ? 0 : 1));
                for (float number : layers.get(i)) {
                    out.putFloat(number);
                }
            }
        });
    }

    private float[] numbers(Layout.Slot slot, float[] values) {
        SharedLayer shared = by.of(slot);
        return Optional.of(shared)
                .filter(layer -> layer.count() < slot.parameter().size())
                .flatMap(layer -> layer.numbers(values))
                .orElseGet(() -> Arrays.copyOfRange(values, slot.offset(), slot.end()));
    }

    @Override
    public float[] decode(Network network, byte[] file) {
        Header header = header(network);
        return header.read(file, in -> {
            float[] values = new float[network.layout().size()];
            UnweightedParameters.read(network, values, in);
            network.layout().slots(Role.WEIGHT).forEach(slot -> read(slot, in, header, values));
            return values;
        });
    }

    private void read(Layout.Slot slot, ByteBuffer in, Header header, float[] values) {
        byte kind = in.get();
        header.require(kind == 0 || kind == 1, "a layer is of kind " + kind);
        if (kind == 0) {
            floats(in, slot.parameter().size(), values, slot.offset());
        } else {
            SharedLayer shared = by.of(slot);
            float[] numbers = new float[shared.count()];
            floats(in, numbers.length, numbers, 0);
            shared.spread(numbers, 0, values);
        }
    }

    private static void floats(ByteBuffer in, int count, float[] to, int start) {
        for (int i = 0; i < count; i++) {
            to[start + i] = in.getFloat();
        }
    }

    private static Header header(Network network) {
        return new Header("weight-sharing", "ESPW", network.layout().count());
    }
}
