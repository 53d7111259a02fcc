package io.espalier.codec;

import io.espalier.binding.Default;
import io.espalier.network.Network;
import io.espalier.quantization.LayerQuantizers;
import io.espalier.quantization.QuantizedUnit;
import io.espalier.quantization.Quantizer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Weights of few bits, a scale for each unit, as {@code fake-quantization} trains them; levels are Huffman-coded, so that the
 * file is no larger than their bits. All other parameters are floats.
 *
 * <p>8 bytes of {@link Header}, the floats, then per layer 4 bytes of scale per unit, a byte for each level that there may
 * be with the length of its code, and the codes of all weights, unit by unit, filled up to a byte.
 *
 * @param by the quantizer of every layer
 * @param layers others by the names of layers; {@code classifier} is the last
 */
public record Quantized(
        @Default("uniform") Quantizer by, @Default("{}") Map<String, Quantizer> layers) implements Codec {
    public Quantized {
        layers = Map.copyOf(layers);
    }

    public Quantized() {
        this(new Quantizer.Uniform(8), Map.of());
    }

    private List<LayerQuantizers.Layer> of(Network network) {
        return new LayerQuantizers(by, layers).of(network);
    }

    @Override
    public void requireFits(Network network) {
        of(network);
    }

    @Override
    public byte[] encode(Network network, float[] values) {
        List<byte[]> files =
                of(network).stream().map(layer -> encode(layer, values)).toList();
        int floats = Math.multiplyExact(Float.BYTES, UnweightedParameters.count(network));
        int length = files.stream().mapToInt(file -> file.length).reduce(floats, Math::addExact);
        return header(network).write(length, out -> {
            UnweightedParameters.write(network, values, out);
            files.forEach(out::put);
        });
    }

    private static byte[] encode(LayerQuantizers.Layer layer, float[] values) {
        int largest = layer.by().largest();
        List<QuantizedUnit> units = layer.quantize(values);
        int[] counts = new int[2 * largest + 1];
        units.forEach(unit -> count(unit, largest, counts));
        HuffmanCode code = HuffmanCode.ofCounts(counts);
        BitWriter bits = new BitWriter();
        units.forEach(unit -> write(unit, largest, code, bits));
        byte[] stream = bits.toBytes();
        ByteBuffer out = ByteBuffer.allocate(Float.BYTES * units.size() + counts.length + stream.length)
                .order(ByteOrder.LITTLE_ENDIAN);
        units.forEach(unit -> out.putFloat(unit.scale()));
        return out.put(code.table()).put(stream).array();
    }

    private static void count(QuantizedUnit unit, int largest, int[] counts) {
        if (!Float.isFinite(unit.scale())) {
            throw new IllegalArgumentException("Cannot encode: a weight is not finite");
        }
        for (int level : unit.levels()) {
            counts[largest + level]++;
        }
    }

    private static void write(QuantizedUnit unit, int largest, HuffmanCode code, BitWriter bits) {
        for (int level : unit.levels()) {
            code.write(largest + level, bits);
        }
    }

    @Override
    public float[] decode(Network network, byte[] file) {
        return header(network).read(file, in -> {
            float[] values = new float[network.layout().size()];
            UnweightedParameters.read(network, values, in);
            of(network).forEach(layer -> decode(layer, in, values));
            return values;
        });
    }

    private static void decode(LayerQuantizers.Layer layer, ByteBuffer in, float[] values) {
        int largest = layer.by().largest();
        float[] scales = new float[layer.slot().parameter().units()];
        for (int unit = 0; unit < scales.length; unit++) {
            scales[unit] = in.getFloat();
        }
        byte[] table = new byte[2 * largest + 1];
        in.get(table);
        HuffmanCode code = HuffmanCode.of(table);
        BitReader bits = new BitReader(in);
        List<QuantizedUnit> units = new ArrayList<>();
        for (float scale : scales) {
            int[] levels = new int[layer.slot().parameter().perUnit()];
            for (int i = 0; i < levels.length; i++) {
                levels[i] = code.read(bits) - largest;
            }
            units.add(new QuantizedUnit(scale, levels));
        }
        layer.put(units, values);
    }

    private static Header header(Network network) {
        return new Header("quantized", "ESPQ", network.layout().count());
    }
}
