package io.espalier.export.int8;

import io.espalier.export.fusion.FusedNetwork;
import io.espalier.export.fusion.FusedNode;
import io.espalier.network.Node;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How a network's activations are rounded, as bytes: for the input and then for each node that has a scale of its own, in
 * order, 4 bytes of scale as a little-endian float and 1 of zero point.
 */
public final class ActivationTable {
    private static final int ENTRY = Float.BYTES + 1;

    private ActivationTable() {}

    /** The table of a network. */
    public static byte[] write(QuantizedNetwork quantized) {
        List<String> names = names(quantized.network());
        ByteBuffer table = ByteBuffer.allocate(names.size() * ENTRY).order(ByteOrder.LITTLE_ENDIAN);
        for (String name : names) {
            Quantization rounding = quantized.activation(name);
            table.putFloat(rounding.scale()).put((byte) rounding.zeroPoint());
        }
        return table.array();
    }

    /**
     * The network that a table belongs to.
     *
     * @throws IllegalArgumentException if it has another number of entries than the network needs
     */
    public static QuantizedNetwork read(FusedNetwork network, byte[] bytes) {
        List<String> names = names(network);
        if (bytes.length != names.size() * ENTRY) {
            throw new IllegalArgumentException("Cannot decode: " + bytes.length
                    + " bytes for the rounding of activations, expected " + names.size() * ENTRY);
        }
        ByteBuffer table = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        Map<String, Quantization> own = new HashMap<>();
        names.forEach(name -> own.put(name, new Quantization(table.getFloat(), table.get())));
        return QuantizedNetwork.of(network, own);
    }

    private static List<String> names(FusedNetwork network) {
        List<String> names = new ArrayList<>(List.of(Node.INPUT));
        network.nodes().stream()
                .filter(QuantizedNetwork::hasOwnScale)
                .map(FusedNode::output)
                .forEach(names::add);
        return names;
    }
}
