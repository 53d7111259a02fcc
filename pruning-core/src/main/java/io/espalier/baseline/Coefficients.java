package io.espalier.baseline;

import io.espalier.network.Layout;
import io.espalier.network.Network;
import io.espalier.network.Node;
import io.espalier.network.op.Parameter.Role;
import java.util.List;

/** What a baseline has fitted, layer by layer from the input on. */
public record Coefficients(List<Layer> layers) {
    /**
     * One fully connected layer, y = W x + b.
     *
     * @param weights W, row by row: those of the first unit first
     * @param biases b
     */
    public record Layer(
            @SuppressWarnings("ArrayRecordComponent") double[] weights,
            @SuppressWarnings("ArrayRecordComponent") double[] biases) {}

    public Coefficients {
        layers = List.copyOf(layers);
    }

    /**
     * As the weights of a network, rounded to floats.
     *
     * @throws IllegalArgumentException if they do not fit its layers, or one is not finite
     */
    public float[] in(Network network) {
        List<Node> nodes = network.weighted();
        if (nodes.size() != layers.size()) {
            throw new IllegalArgumentException(
                    "Invalid layers: " + layers.size() + " (must be " + nodes.size() + ", as in " + network + ")");
        }
        float[] values = new float[network.layout().size()];
        for (int i = 0; i < nodes.size(); i++) {
            put(layers.get(i).weights(), network.layout().slot(nodes.get(i), Role.WEIGHT), values);
            put(layers.get(i).biases(), network.layout().slot(nodes.get(i), Role.BIAS), values);
        }
        return values;
    }

    private static void put(double[] coefficients, Layout.Slot slot, float[] values) {
        String name = slot.parameter().name();
        if (coefficients.length != slot.parameter().size()) {
            throw new IllegalArgumentException("Invalid " + name + ": " + coefficients.length + " numbers (must be "
                    + slot.parameter().size() + ")");
        }
        for (int i = 0; i < coefficients.length; i++) {
            float value = (float) coefficients[i];
            if (!Float.isFinite(value)) {
                throw new IllegalArgumentException("Invalid " + name + ": " + value + " (must be finite)");
            }
            values[slot.offset() + i] = value;
        }
    }
}
