package io.espalier.codec;

import io.espalier.network.Layout;
import io.espalier.network.Network;
import io.espalier.network.op.Parameter.Role;
import java.nio.ByteBuffer;
import java.util.List;

/** The parameters that are no weights (biases, norms, statistics), as plain floats in the order of the layout. */
final class UnweightedParameters {
    private UnweightedParameters() {}

    private static List<Layout.Slot> slots(Network network) {
        return network.layout().slots().stream()
                .filter(slot -> slot.parameter().role() != Role.WEIGHT)
                .toList();
    }

    static int count(Network network) {
        return slots(network).stream().mapToInt(slot -> slot.parameter().size()).sum();
    }

    static void write(Network network, float[] values, ByteBuffer out) {
        for (Layout.Slot slot : slots(network)) {
            for (int i = slot.offset(); i < slot.end(); i++) {
                out.putFloat(values[i]);
            }
        }
    }

    static void read(Network network, float[] values, ByteBuffer in) {
        for (Layout.Slot slot : slots(network)) {
            for (int i = slot.offset(); i < slot.end(); i++) {
                values[i] = in.getFloat();
            }
        }
    }
}
