package io.espalier.export.fusion;

import io.espalier.export.fusion.FusedNode.Nonlinearity;
import io.espalier.network.Layout;
import io.espalier.network.Network;
import io.espalier.network.Node;
import io.espalier.network.op.Add;
import io.espalier.network.op.Conv;
import io.espalier.network.op.Gemm;
import io.espalier.network.op.Relu;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A network without batch norms, each ReLU joined to the sum that it reads, if nobody else does.
 *
 * @param network without batch norms; {@code weights} by its layout
 * @param nodes in order; the last gives the logits
 */
public record FusedNetwork(
        Network network,
        @SuppressWarnings("ArrayRecordComponent") float[] weights,
        List<FusedNode> nodes) {
    private static final Set<Class<?>> SUMS = Set.of(Conv.class, Gemm.class, Add.class);

    public FusedNetwork {
        nodes = List.copyOf(nodes);
    }

    /** @param weights by {@link Network#layout()} */
    public static FusedNetwork of(Network original, float[] weights) {
        FoldedNorms folded = FoldedNorms.of(original, weights);
        Network network = folded.network();
        Map<String, List<Node>> readers = network.readers();
        List<FusedNode> fused = new ArrayList<>();
        for (Node node : network.nodes()) {
            FusedNode last = fused.isEmpty() ? null : fused.get(fused.size() - 1);
            if (last != null && joins(node, last, readers)) {
                fused.set(fused.size() - 1, fused(network, last.node(), node.name(), Nonlinearity.RELU));
            } else {
                fused.add(fused(network, node, node.name(), Nonlinearity.NONE));
            }
        }
        return new FusedNetwork(network, folded.weights(), fused);
    }

    private static boolean joins(Node node, FusedNode last, Map<String, List<Node>> readers) {
        return node.op().getClass() == Relu.class
                && node.inputs().get(0).equals(last.output())
                && SUMS.contains(last.op().getClass())
                && readers.getOrDefault(last.output(), List.of()).size() == 1;
    }

    private static FusedNode fused(Network network, Node node, String output, Nonlinearity nonlinearity) {
        return new FusedNode(node, nonlinearity, output, network.inputShapes(node), network.shape(node.name()));
    }

    /** The nodes without what is joined to them. */
    public List<Node> operators() {
        return nodes.stream().map(FusedNode::node).toList();
    }

    /** The node that gives the logits. */
    public FusedNode last() {
        return nodes.get(nodes.size() - 1);
    }

    /** A copy of a parameter of a node, as in {@code weight}. */
    public float[] parameter(FusedNode node, String suffix) {
        Layout.Slot slot = network.layout().slot(node.node().name() + "." + suffix);
        return Arrays.copyOfRange(weights, slot.offset(), slot.end());
    }
}
