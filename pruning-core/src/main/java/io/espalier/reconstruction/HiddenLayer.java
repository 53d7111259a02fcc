package io.espalier.reconstruction;

import io.espalier.network.Network;
import io.espalier.network.Node;
import java.util.ArrayList;
import java.util.List;

/**
 * A fully connected layer whose units feed one other such layer.
 *
 * @param node the layer; {@code activation} what its units give, {@code next} the layer that reads them
 */
record HiddenLayer(Node node, Node activation, Node next) {
    /** In the order of the network. */
    static List<HiddenLayer> of(Network network) {
        List<HiddenLayer> layers = new ArrayList<>();
        for (Node node : network.nodes()) {
            if (node.isFullyConnected()) {
                add(network, node, layers);
            }
        }
        return layers;
    }

    private static void add(Network network, Node node, List<HiddenLayer> layers) {
        Node activation = activation(network, node);
        List<Node> readers = readers(network, activation);
        if (readers.size() == 1 && readers.get(0).isFullyConnected()) {
            layers.add(new HiddenLayer(node, activation, readers.get(0)));
        }
    }

    /** The nonlinearity behind a layer, or the layer where there is none. */
    static Node activation(Network network, Node node) {
        List<Node> readers = readers(network, node);
        boolean bent = readers.size() == 1 && readers.get(0).op().kind().isActivation();
        return bent ? readers.get(0) : node;
    }

    private static List<Node> readers(Network network, Node node) {
        return network.nodes().stream()
                .filter(reader -> reader.inputs().contains(node.name()))
                .toList();
    }

    int units() {
        return node.weight().orElseThrow().units();
    }
}
