package io.espalier.quantization;

import io.espalier.network.Layout;
import io.espalier.network.Network;
import io.espalier.network.Node;
import io.espalier.network.op.Parameter.Role;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How each layer of a network is quantized.
 *
 * @param by the quantizer of every layer
 * @param layers others by the names of layers, {@code classifier} being the last whatever it is called
 */
public record LayerQuantizers(Quantizer by, Map<String, Quantizer> layers) {
    private static final String CLASSIFIER = "classifier";

    /** A layer's weights and their quantizer. */
    public record Layer(Layout.Slot slot, Quantizer by) {
        /** Of each unit, in their order. */
        public List<QuantizedUnit> quantize(float[] values) {
            return List.of(slot.byUnit(values)).stream().map(by::quantize).toList();
        }

        /** The inverse: puts the weights of each unit to their places. */
        public void put(List<QuantizedUnit> units, float[] values) {
            float[][] weights = new float[units.size()][slot.parameter().perUnit()];
            for (int unit = 0; unit < weights.length; unit++) {
                for (int i = 0; i < weights[unit].length; i++) {
                    weights[unit][i] = units.get(unit).weight(i);
                }
            }
            slot.putUnits(weights, values);
        }
    }

    /** @throws IllegalArgumentException if a name is not that of a layer with weights */
    public List<Layer> of(Network network) {
        List<String> names = Stream.concat(network.weighted().stream().map(Node::name), Stream.of(CLASSIFIER))
                .toList();
        if (!names.containsAll(layers.keySet())) {
            throw new IllegalArgumentException("layers " + layers.keySet() + " are not all among its layers " + names);
        }
        return network.weighted().stream()
                .flatMap(node -> network.layout().find(node, Role.WEIGHT).stream()
                        .map(slot -> new Layer(slot, by(network, node))))
                .toList();
    }

    private Quantizer by(Network network, Node node) {
        Quantizer other = node.equals(network.classifier()) ? layers.getOrDefault(CLASSIFIER, by) : by;
        return layers.getOrDefault(node.name(), other);
    }
}
