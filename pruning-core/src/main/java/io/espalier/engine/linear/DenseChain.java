package io.espalier.engine.linear;

import io.espalier.engine.linear.DenseLayer.Activation;
import io.espalier.engine.linear.DenseLayer.Pair;
import io.espalier.engine.torch.Batches;
import io.espalier.engine.torch.Parameters;
import io.espalier.engine.torch.Torch;
import io.espalier.engine.train.Backpropagation;
import io.espalier.engine.train.LossKernel;
import io.espalier.engine.train.ParameterChunks;
import io.espalier.network.Layout;
import io.espalier.network.Network;
import io.espalier.network.Node;
import io.espalier.network.op.Op;
import io.espalier.network.op.Parameter.Role;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Backpropagation of fully connected layers behind one another, each with a ReLU or nothing behind it: products by
 * {@link Blas} into memory that is allocated once, without libtorch's graph, tensors and dispatch.
 */
public final class DenseChain implements Backpropagation {
    private final Batches batches;
    private final LossKernel loss;
    private final Parameters parameters;
    private final ByteBuffer gradientBytes;
    private final FloatBuffer gradients;
    private final List<DenseLayer> layers = new ArrayList<>();

    /** @param batch examples in the largest mini-batch */
    public DenseChain(Network network, Parameters parameters, Batches batches, LossKernel loss, int batch) {
        this.batches = batches;
        this.loss = loss;
        this.parameters = parameters;
        this.gradientBytes = Torch.bytes(network.layout().trainedSize());
        this.gradients = gradientBytes.asFloatBuffer();
        Blas blas = new Blas();
        for (Node node : network.weighted()) {
            layers.add(layer(blas, network, node, batch));
        }
    }

    /** Whether a network is such a chain. */
    public static boolean fits(Network network) {
        String last = Node.INPUT;
        boolean behindLayer = false;
        for (Node node : network.nodes()) {
            boolean layer = isLayer(node);
            boolean known = layer
                    || (node.op().kind() == Op.Kind.RECTIFIER && behindLayer)
                    || (node.op().kind() == Op.Kind.VIEW && last.equals(Node.INPUT));
            if (!known || !node.inputs().equals(List.of(last))) {
                return false;
            }
            last = node.name();
            behindLayer = layer;
        }
        return behindLayer;
    }

    private static boolean isLayer(Node node) {
        return node.isFullyConnected() && node.parameter(Role.BIAS).isPresent();
    }

    private DenseLayer layer(Blas blas, Network network, Node node, int batch) {
        Layout.Slot slot = network.layout().slot(node, Role.WEIGHT);
        int inputs = slot.parameter().inputs();
        int units = slot.parameter().units();
        Pair output = Pair.zeros(batch, units);
        Pair weight = pair(slot, inputs);
        Pair bias = pair(network.layout().slot(node, Role.BIAS), units);
        Activation activation = activation(network, node);
        if (layers.isEmpty()) {
            Matrix examples = Matrix.over(batches.bytes(), inputs);
            return new DenseLayer(blas, examples, null, weight, bias, output, activation);
        }
        Pair below = layers.get(layers.size() - 1).output();
        return new DenseLayer(blas, below.value(), below.gradient(), weight, bias, output, activation);
    }

    /** What stands behind a layer of such a chain. */
    static Activation activation(Network network, Node layer) {
        List<Node> readers = network.readers().getOrDefault(layer.name(), List.of());
        return readers.stream().anyMatch(n -> n.op().kind() == Op.Kind.RECTIFIER) ? Activation.RELU : Activation.NONE;
    }

    private Pair pair(Layout.Slot slot, int columns) {
        return new Pair(
                Matrix.over(parameters.bytes(slot), columns),
                Matrix.over(
                        Torch.slice(
                                gradientBytes, slot.offset(), slot.parameter().size()),
                        columns));
    }

    @Override
    public double run(int[] order, int from, int to) {
        int size = to - from;
        batches.fill(order, from, to);
        layers.forEach(layer -> layer.forward(size));
        Pair logits = layers.get(layers.size() - 1).output();
        double sum = loss.backward(
                logits.value().floats(),
                order,
                from,
                to,
                1.0 / size,
                logits.gradient().floats());
        if (Double.isFinite(sum)) {
            for (int i = layers.size() - 1; i >= 0; i--) {
                layers.get(i).backward(size);
            }
        }
        return sum / size;
    }

    @Override
    public void take(ParameterChunks.Chunk chunk, float[] gradient) {
        gradients.get(chunk.offset(), gradient, 0, chunk.count());
    }

    @Override
    public void close() {}
}
