package io.espalier.codec;

import io.espalier.binding.Name;
import io.espalier.lowrank.CrossFactors;
import io.espalier.network.Layout;
import io.espalier.network.Network;
import io.espalier.network.op.Parameter.Role;
import java.util.List;

/**
 * Layers of low rank as r of their own rows (units) and r of their own columns, from which the others follow
 * ({@link CrossFactors}); up to 2^-14 of a layer's largest weight is lost by it. A layer of full rank, one that would take
 * no fewer bytes, and one whose zeros or other numbers would not come back so, is stored as floats. All other parameters
 * are floats.
 *
 * <p>8 bytes of {@link Header}, the floats, then per layer 4 bytes for the rank, -1 where it is stored whole. At rank r
 * of a layer of m units and n numbers per unit: r row and r column numbers in 4 bytes each, and r (m + n - r) floats.
 */
@Name("low-rank")
public record LowRankCodec() implements Codec {
    @Override
    public byte[] encode(Network network, float[] values) {
        List<byte[]> layers = network.layout().slots(Role.WEIGHT).stream()
                .map(slot -> new CrossMatrix(slot.byUnit(values)).write())
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
                slot.putUnits(new CrossMatrix(slot.byUnit(values)).read(in, header), values);
            }
            return values;
        });
    }

    private static Header header(Network network) {
        return new Header("low-rank", "ESPL", network.layout().count());
    }
}
