package io.espalier.prune;

import io.espalier.network.Layout;
import io.espalier.network.Network;
import io.espalier.network.Node;
import io.espalier.network.op.ChannelMap;
import io.espalier.network.op.Op;
import io.espalier.network.op.Parameter;
import io.espalier.network.op.Parameter.Role;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What goes with a unit besides its incoming weights: its bias, scale and shift of the batch norms behind it, and the
 * weights that read it, found through every operator that makes a channel of one channel, as norms, nonlinearities,
 * pooling, Flatten and depthwise convolutions do. An Add mixes units, so nothing behind one is touched, unless
 * all that it adds goes, as tied channels do. With all that gone the unit contributes nothing, not even the 0.5 of a sigmoid at 0. Running statistics stay.
 */
final class DependentParameters {
    private final Network network;
    private final Layout layout;
    private final Map<String, List<Node>> readers;
    private final Map<String, ChannelMap> channels = new HashMap<>();

    DependentParameters(Network network) {
        this.network = network;
        this.layout = network.layout();
        this.readers = network.readers();
    }

    void remove(Node node, int unit, Mask mask) {
        for (Parameter parameter : node.parameters()) {
            boolean ofUnits = parameter.units() == network.shape(node.name()).channels()
                    && node.op().kind() != Op.Kind.POSITIONWISE;
            if (parameter.role() != Role.WEIGHT && parameter.role().isTrained() && ofUnits) {
                remove(parameter, unit, mask);
            }
        }
        follow(node, unit, mask);
    }

    private void remove(Parameter parameter, int unit, Mask mask) {
        layout.slot(parameter.name()).places(unit).forEach(mask::remove);
    }

    /** Removes behind a node what serves this channel of it only. */
    private void follow(Node node, int channel, Mask mask) {
        for (Node reader : readers.getOrDefault(node.name(), List.of())) {
            if (reader.inputs().get(0).equals(node.name())) {
                removeWeights(reader, channel, mask);
            }
            for (int input = 0; input < reader.inputs().size(); input++) {
                if (reader.inputs().get(input).equals(node.name())) {
                    for (int carrier : channels(reader).carriers(input, channel)) {
                        remove(reader, carrier, mask);
                    }
                }
            }
        }
    }

    private ChannelMap channels(Node node) {
        return channels.computeIfAbsent(node.name(), name -> network.channels(node));
    }

    /** Removes the weights that multiply an input channel; in a grouped convolution, only some units read it. */
    private void removeWeights(Node reader, int channel, Mask mask) {
        Parameter weight = reader.weight().filter(Parameter::hasInputs).orElse(null);
        if (weight == null) {
            return;
        }
        int offset = layout.slot(weight.name()).offset();
        int units = weight.units() / weight.axes().groups();
        int firstUnit = channel / weight.inputs() * units;
        for (int unit = firstUnit; unit < firstUnit + units; unit++) {
            int start = offset + unit * weight.unitStride() + channel % weight.inputs() * weight.inputStride();
            mask.remove(start, start + weight.taps());
        }
    }
}
