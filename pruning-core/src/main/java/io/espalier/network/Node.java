package io.espalier.network;

import io.espalier.network.op.Op;
import io.espalier.network.op.Parameter;
import java.util.List;
import java.util.Optional;

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

    /** What it owns of a role, if anything. */
    public Optional<Parameter> parameter(Parameter.Role role) {
        return parameters().stream().filter(p -> p.role() == role).findFirst();
    }

    /** The weights that it gives its inputs, if any. */
    public Optional<Parameter> weight() {
        return parameter(Parameter.Role.WEIGHT);
    }

    /** Whether each of its units gives a weight to every number that it reads, as a Gemm's do. */
    public boolean isFullyConnected() {
        return weight().filter(w -> w.hasInputs() && !w.hasWindow() && w.axes().groups() == 1)
                .isPresent();
    }
}
