package io.espalier.network;

import io.espalier.network.Layout.Slot;
import io.espalier.network.op.Parameter;
import io.espalier.network.op.Parameter.Role;
import io.espalier.network.op.ReferenceOperator.Values;
import io.espalier.network.op.ReferenceOperators;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The logits of one example by the definition of each operator, in plain loops and in double: slow, and simple enough
 * to trust. Batch norms use their running statistics.
 */
public final class ReferenceForward {
    private ReferenceForward() {}

    public static double[] logits(Network network, float[] values, double[] example) {
        Map<String, double[]> outputs = new HashMap<>();
        outputs.put(Node.INPUT, example);
        double[] last = example;
        for (Node node : network.nodes()) {
            List<double[]> inputs = node.inputs().stream().map(outputs::get).toList();
            Values own = new Values(network.inputShapes(node), inputs, parameters(network, node, values));
            last = ReferenceOperators.of(node.op()).output(node.op(), own);
            outputs.put(node.name(), last);
        }
        return last;
    }

    private static Map<Role, double[]> parameters(Network network, Node node, float[] values) {
        Map<Role, double[]> own = new EnumMap<>(Role.class);
        for (Parameter parameter : node.parameters()) {
            Slot slot = network.layout().slot(parameter.name());
            double[] numbers = new double[parameter.size()];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = values[slot.offset() + i];
            }
            own.put(parameter.role(), numbers);
        }
        return own;
    }
}
