package io.espalier.export;

import io.espalier.network.Network;
import io.espalier.network.Node;
import io.espalier.network.op.Shape;
import java.util.List;

/** A network's structure as its canonical JSON has it: all but the weights. */
record NetworkDescription(String name, Shape input, List<Node> nodes) {
    static NetworkDescription of(Network network) {
        return new NetworkDescription(network.name(), network.input(), network.nodes());
    }

    Network network() {
        return new Network(name, input, nodes);
    }
}
