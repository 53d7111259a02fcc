package io.espalier.export.fusion;

import io.espalier.network.Layout;
import io.espalier.network.Network;
import io.espalier.network.Node;
import io.espalier.network.op.BatchNormalization;
import io.espalier.network.op.Conv;
import io.espalier.network.op.Conv.Bias;
import io.espalier.network.op.Gemm;
import io.espalier.network.op.Op;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A network without batch norms, by running statistics: with s = scale / sqrt(variance + epsilon) and t = shift - mean s a
 * norm is y = s x + t. Behind a weighted node that nobody else reads it goes into the weights, w s, and the bias, b s + t;
 * elsewhere it becomes a 1x1 depthwise convolution, of a vector a diagonal Gemm.
 *
 * @param weights by the network's layout
 */
public record FoldedNorms(
        Network network,
        @SuppressWarnings("ArrayRecordComponent") float[] weights) {

    /** @param weights by {@link Network#layout()} */
    public static FoldedNorms of(Network network, float[] weights) {
        return new Folding(network, weights).run();
    }

    private static final class Folding {
        private final Network original;
        private final float[] values;
        private final Map<String, List<Node>> readers;
        private final List<Node> nodes = new ArrayList<>();
        private final Map<String, String> names = new HashMap<>();
        private final Map<String, float[]> parameters = new HashMap<>();

        Folding(Network original, float[] values) {
            this.original = original;
            this.values = values;
            this.readers = original.readers();
        }

        FoldedNorms run() {
            names.put(Node.INPUT, Node.INPUT);
            for (Node node : original.nodes()) {
                if (node.op() instanceof BatchNormalization) {
                    replace(node, Affine.of(node, this));
                } else {
                    keep(node);
                }
            }
            Network network = new Network(original.name(), original.input(), nodes);
            float[] weights = new float[network.layout().size()];
            for (Layout.Slot slot : network.layout().slots()) {
                float[] own = parameters.getOrDefault(slot.parameter().name(), new float[0]);
                System.arraycopy(own, 0, weights, slot.offset(), own.length);
            }
            return new FoldedNorms(network, weights);
        }

        private void keep(Node node) {
            Node kept = withBias(node);
            add(kept, node.name());
            node.parameters().forEach(p -> parameters.put(p.name(), read(p.name())));
            parameters.computeIfAbsent(
                    node.name() + ".bias",
                    bias -> new float[original.shape(node.name()).channels()]);
        }

        private static Node withBias(Node node) {
            return node.op() instanceof Conv c
                    ? new Node(
                            node.name(),
                            new Conv(
                                    c.channels(),
                                    c.filters(),
                                    c.kernel(),
                                    c.stride(),
                                    c.padding(),
                                    c.groups(),
                                    Bias.PRESENT),
                            node.inputs())
                    : node;
        }

        private void add(Node node, String stands) {
            nodes.add(new Node(
                    node.name(),
                    node.op(),
                    node.inputs().stream().map(names::get).toList()));
            names.put(stands, node.name());
        }

        private void replace(Node norm, Affine affine) {
            String before = norm.inputs().get(0);
            boolean alone = readers.getOrDefault(before, List.of()).size() == 1;
            if (alone && original.weighted().stream().anyMatch(n -> n.name().equals(before))) {
                affine.into(parameters, before);
                names.put(norm.name(), before);
            } else {
                addAlone(norm, affine);
            }
        }

        private void addAlone(Node norm, Affine affine) {
            int channels = affine.scale.length;
            boolean vector = original.shape(norm.name()).positions() == 1;
            Op op = vector
                    ? new Gemm(channels, channels)
                    : new Conv(channels, channels, 1, 1, 0, channels, Bias.PRESENT);
            add(new Node(norm.name(), op, norm.inputs()), norm.name());
            parameters.put(norm.name() + ".weight", vector ? affine.diagonal() : affine.scale);
            parameters.put(norm.name() + ".bias", affine.shift);
        }

        private float[] read(String parameter) {
            Layout.Slot slot = original.layout().slot(parameter);
            float[] own = new float[slot.parameter().size()];
            System.arraycopy(values, slot.offset(), own, 0, own.length);
            return own;
        }
    }

    /** y = scale x + shift, channel by channel. */
    private record Affine(
            @SuppressWarnings("ArrayRecordComponent") float[] scale,
            @SuppressWarnings("ArrayRecordComponent") float[] shift) {
        static Affine of(Node norm, Folding folding) {
            float[] scale = folding.read(norm.name() + ".scale");
            float[] shift = folding.read(norm.name() + ".shift");
            float[] mean = folding.read(norm.name() + ".mean");
            float[] variance = folding.read(norm.name() + ".variance");
            for (int c = 0; c < scale.length; c++) {
                double slope = scale[c] / Math.sqrt(variance[c] + BatchNormalization.EPSILON);
                scale[c] = (float) slope;
                shift[c] = (float) (shift[c] - mean[c] * slope);
            }
            return new Affine(scale, shift);
        }

        void into(Map<String, float[]> parameters, String node) {
            float[] weight = parameters.getOrDefault(node + ".weight", new float[0]);
            float[] bias = parameters.getOrDefault(node + ".bias", new float[0]);
            int perUnit = weight.length / scale.length;
            for (int i = 0; i < weight.length; i++) {
                weight[i] *= scale[i / perUnit];
            }
            for (int c = 0; c < bias.length; c++) {
                bias[c] = (float) ((double) bias[c] * scale[c] + shift[c]);
            }
        }

        float[] diagonal() {
            float[] diagonal = new float[scale.length * scale.length];
            for (int c = 0; c < scale.length; c++) {
                diagonal[c * scale.length + c] = scale[c];
            }
            return diagonal;
        }
    }
}
