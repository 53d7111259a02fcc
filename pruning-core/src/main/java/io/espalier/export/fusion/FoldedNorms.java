package io.espalier.export.fusion;

import io.espalier.network.Layout;
import io.espalier.network.Network;
import io.espalier.network.Node;
import io.espalier.network.op.ChannelAffine;
import io.espalier.network.op.Conv;
import io.espalier.network.op.Conv.Bias;
import io.espalier.network.op.Gemm;
import io.espalier.network.op.Op;
import io.espalier.network.op.Parameter;
import io.espalier.network.op.Parameter.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A network without batch norms, by running statistics: where a trained one is y = s x + t. Behind a weighted node that nobody else reads it goes into the weights, w s, and the bias, b s + t;
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
                Optional<ChannelAffine> affine = node.op().affine(role -> read(node, role));
                if (affine.isPresent()) {
                    replace(node, affine.get());
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
            Node kept = new Node(node.name(), node.op().withBias(), node.inputs());
            add(kept, node.name());
            kept.parameters().forEach(p -> parameters.put(p.name(), new float[p.size()]));
            node.parameters().forEach(p -> parameters.put(p.name(), read(node, p.role())));
        }

        private void add(Node node, String stands) {
            nodes.add(new Node(
                    node.name(),
                    node.op(),
                    node.inputs().stream().map(names::get).toList()));
            names.put(stands, node.name());
        }

        private void replace(Node norm, ChannelAffine affine) {
            String before = norm.inputs().get(0);
            boolean alone = readers.getOrDefault(before, List.of()).size() == 1;
            Optional<Node> weighted = original.weighted().stream()
                    .filter(node ->
                            alone && node.name().equals(before) && node.op().isLinear())
                    .findFirst();
            if (weighted.isPresent()) {
                fold(affine, weighted.get());
                names.put(norm.name(), before);
            } else {
                addAlone(norm, affine);
            }
        }

        private void fold(ChannelAffine affine, Node weighted) {
            Node kept = new Node(weighted.name(), weighted.op().withBias(), weighted.inputs());
            Parameter weight = kept.weight().orElseThrow();
            float[] w = values(weight);
            Parameter.Units units = weight.unitIndex();
            for (int i = 0; i < w.length; i++) {
                w[i] *= affine.scale()[units.unit(i)];
            }
            float[] b = values(kept.parameter(Role.BIAS).orElseThrow());
            for (int c = 0; c < b.length; c++) {
                b[c] = (float) ((double) b[c] * affine.scale()[c] + affine.shift()[c]);
            }
        }

        private float[] values(Parameter parameter) {
            return Objects.requireNonNull(parameters.get(parameter.name()));
        }

        private void addAlone(Node norm, ChannelAffine affine) {
            int channels = affine.scale().length;
            boolean vector = original.shape(norm.name()).positions() == 1;
            Op op = vector
                    ? new Gemm(channels, channels)
                    : new Conv(channels, channels, 1, 1, 0, channels, Bias.PRESENT);
            Node alone = new Node(norm.name(), op, norm.inputs());
            add(alone, norm.name());
            parameters.put(alone.weight().orElseThrow().name(), vector ? diagonal(affine.scale()) : affine.scale());
            parameters.put(alone.parameter(Role.BIAS).orElseThrow().name(), affine.shift());
        }

        private static float[] diagonal(float[] numbers) {
            float[] diagonal = new float[numbers.length * numbers.length];
            for (int c = 0; c < numbers.length; c++) {
                diagonal[c * numbers.length + c] = numbers[c];
            }
            return diagonal;
        }

        private float[] read(Node node, Role role) {
            Layout.Slot slot = original.layout().slot(node, role);
            return Arrays.copyOfRange(values, slot.offset(), slot.end());
        }
    }
}
