package io.espalier.prune;

import io.espalier.network.Layout;
import io.espalier.network.Network;
import io.espalier.network.Node;
import io.espalier.network.Parameter;
import io.espalier.network.op.Add;
import io.espalier.network.op.Conv;
import io.espalier.network.op.Flatten;
import io.espalier.network.op.Gemm;
import io.espalier.network.op.Op;
import java.util.List;
import java.util.Map;

/**
 * What goes with a unit besides its incoming weights: its bias, scale and shift of the batch norms behind it, and the
 * weights that read it, found through norms, nonlinearities, pooling, Flatten and depthwise convolutions. An Add mixes
 * units, so nothing behind one is touched. With all that gone the unit contributes nothing, not even the 0.5 of a sigmoid at 0. Running
 * statistics stay.
 */
final class Dependents {
    private final Network network;
    private final Layout layout;
    private final Map<String, List<Node>> readers;

    Dependents(Network network) {
        this.network = network;
        this.layout = network.layout();
        this.readers = network.readers();
    }

    /** Whether each filter reads a single channel, so that it lives and dies with the unit that makes the channel. */
    static boolean isDepthwise(Op op) {
        return op instanceof Conv conv && conv.groups() > 1 && conv.groups() == conv.channels();
    }

    void remove(Node node, int unit, Mask mask) {
        removeRange(node.name() + ".bias", unit, unit + 1, mask);
        follow(node, unit, unit + 1, mask);
    }

    /** Removes behind a node what serves its channels {@code from} to {@code to - 1} only. */
    private void follow(Node node, int from, int to, Mask mask) {
        for (Node reader : readers.getOrDefault(node.name(), List.of())) {
            Op op = reader.op();
            if (op instanceof Gemm) {
                removeInputs(reader, 1, from, to, mask);
            } else if (op instanceof Conv conv) {
                removeInputs(reader, conv.groups(), from, to, mask);
                if (isDepthwise(op)) {
                    int filters = conv.filters() / conv.groups();
                    removeRange(reader.name() + ".bias", from * filters, to * filters, mask);
                    follow(reader, from * filters, to * filters, mask);
                }
            } else if (op instanceof Flatten) {
                int positions = network.shape(node.name()).positions();
                follow(reader, from * positions, to * positions, mask);
            } else if (!(op instanceof Add)) {
                removeRange(reader.name() + ".scale", from, to, mask);
                removeRange(reader.name() + ".shift", from, to, mask);
                follow(reader, from, to, mask);
            }
        }
    }

    private void removeRange(String parameter, int from, int to, Mask mask) {
        if (layout.contains(parameter)) {
            int offset = layout.slot(parameter).offset();
            mask.remove(offset + from, offset + to);
        }
    }

    /** Removes the weights that multiply some input channels; with {@code groups}, only some units read a channel. */
    private void removeInputs(Node reader, int groups, int from, int to, Mask mask) {
        Layout.Slot slot = layout.slot(reader.name() + ".weight");
        Parameter weight = slot.parameter();
        int channels = weight.dims().get(1);
        int field = weight.perUnit() / channels;
        int units = weight.units() / groups;
        for (int channel = from; channel < to; channel++) {
            int firstUnit = channel / channels * units;
            for (int unit = firstUnit; unit < firstUnit + units; unit++) {
                int start = slot.offset() + (unit * channels + channel % channels) * field;
                mask.remove(start, start + field);
            }
        }
    }
}
