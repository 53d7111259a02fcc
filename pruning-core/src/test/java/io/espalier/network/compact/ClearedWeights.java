package io.espalier.network.compact;

import io.espalier.network.Initialization;
import io.espalier.network.Layout;
import io.espalier.network.Network;
import io.espalier.network.op.Parameter;
import io.espalier.random.RandomKey;
import java.util.Arrays;

/** Weights of a network without a zero in them, of which a test clears some. */
final class ClearedWeights {
    private ClearedWeights() {}

    /** Parameters without a zero in them. */
    static float[] dense(Network network) {
        float[] values = Initialization.weights(network, RandomKey.of(3));
        for (Layout.Slot slot : network.layout().slots(Parameter.Role.BIAS)) {
            Arrays.fill(values, slot.offset(), slot.end(), 0.25f);
        }
        return values;
    }

    static void clearUnit(Network network, float[] values, String parameter, int unit) {
        Layout.Slot slot = network.layout().slot(parameter);
        int width = slot.parameter().perUnit();
        int start = slot.offset() + unit * width;
        Arrays.fill(values, start, start + width, 0);
    }

    static void clearInput(Network network, float[] values, String weight, int input) {
        Layout.Slot slot = network.layout().slot(weight);
        int width = slot.parameter().perUnit();
        for (int u = 0; u < slot.parameter().units(); u++) {
            values[slot.offset() + u * width + input] = 0;
        }
    }

    static void set(Network network, float[] values, String parameter, int index, float value) {
        values[network.layout().slot(parameter).offset() + index] = value;
    }
}
