package io.espalier.reparameterization;

import io.espalier.network.Layout;
import io.espalier.network.Network;
import io.espalier.network.Node;
import io.espalier.network.WeightGroups;
import io.espalier.network.op.Parameter.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One gate for each input of a Gemm, or for each filter of a Conv.
 *
 * @param bias of the filters, which a gate closes with its filter; null without, and for a Gemm
 * @param first number of the layer's first gate, counted over all layers
 */
record Gates(WeightGroups weights, @Nullable WeightGroups bias, int first) {
    /** Those of every layer. */
    static List<Gates> of(Network network) {
        List<Gates> layers = new ArrayList<>();
        int first = 0;
        for (Node node : network.weighted()) {
            Gates layer = of(network.layout(), node, first);
            layers.add(layer);
            first = layer.end();
        }
        return layers;
    }

    private static Gates of(Layout layout, Node node, int first) {
        Layout.Slot weight = layout.slot(node, Role.WEIGHT);
        if (!weight.parameter().hasWindow()) {
            return new Gates(WeightGroups.of(weight, WeightGroups.Direction.OUTGOING), null, first);
        }
        WeightGroups bias = layout.find(node, Role.BIAS)
                .map(slot -> WeightGroups.of(slot, WeightGroups.Direction.INCOMING))
                .orElse(null);
        return new Gates(WeightGroups.of(weight, WeightGroups.Direction.INCOMING), bias, first);
    }

    /** One after the layer's last gate. */
    int end() {
        return first + weights.count();
    }

    /** Multiplies everything behind each gate by the gate's value. */
    void multiply(double[] allGates, float[] x) {
        double[] own = Arrays.copyOfRange(allGates, first, end());
        weights.multiply(own, x);
        if (bias != null) {
            bias.multiply(own, x);
        }
    }

    /** The inner product of two arrays over everything behind each gate. */
    double[] products(float[] x, float[] y) {
        double[] sums = weights.products(x, y);
        if (bias != null) {
            double[] ofBias = bias.products(x, y);
            Arrays.setAll(sums, gate -> sums[gate] + ofBias[gate]);
        }
        return sums;
    }

    /** What each gate pays when it is open: perWeight + decay w^2 / 2 for each weight behind it. */
    double[] prices(float[] w, double perWeight, double decay) {
        double[] squares = weights.products(w, w);
        Arrays.setAll(squares, gate -> perWeight * weights.length() + 0.5 * decay * squares[gate]);
        return squares;
    }
}
