package io.espalier.network;

import io.espalier.network.op.Op;
import java.util.List;

/** One operator of a network, reading the outputs of the nodes named in {@code inputs}. */
public record Node(String name, Op op, List<String> inputs) {
    /** The name under which nodes read the network's input. */
    public static final String INPUT = "input";

    public Node {
        inputs = List.copyOf(inputs);
    }

    public List<Parameter> parameters() {
        return op.parameters(name);
    }
}
