package io.espalier.engine.linear;

import io.espalier.data.Dataset;
import io.espalier.engine.linear.DenseLayer.Activation;
import io.espalier.engine.train.LossKernel;
import io.espalier.network.Layout;
import io.espalier.network.Network;
import io.espalier.network.Node;
import io.espalier.network.op.Parameter;
import io.espalier.network.op.Parameter.Role;
import io.espalier.prune.Mask;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Backpropagation of fully connected layers behind one another of which a mask leaves few weights. The weights that are
 * left and all biases stand packed in one array.
 */
final class SparseChain {
    private final int outputs;
    private final Layout packed;
    private final int[] places;
    private final SparseBatch batch;
    private final List<SparseLayer> layers = new ArrayList<>();
    private final LossKernel loss;
    private final FloatBuffer logits;
    private final FloatBuffer logitGradient;

    SparseChain(Network network, Mask mask, Dataset data, LossKernel loss, int examples) {
        this.outputs = data.targets().outputs();
        this.loss = loss;
        this.packed = pack(network, mask);
        this.places = new int[packed.size()];
        Arrays.fill(places, -1);
        for (Node node : network.weighted()) {
            layers.add(layer(network, node, mask, examples));
        }
        this.batch = new SparseBatch(data, layers.get(0).weight().columnCounts(), examples);
        this.logits = FloatBuffer.allocate(examples * outputs);
        this.logitGradient = FloatBuffer.allocate(examples * outputs);
    }

    private static Layout pack(Network network, Mask mask) {
        List<Parameter> parameters = new ArrayList<>();
        for (Layout.Slot slot : network.layout().slots()) {
            Parameter parameter = slot.parameter();
            int size = parameter.role() == Role.WEIGHT ? mask.kept(slot) : parameter.size();
            parameters.add(new Parameter(parameter.name(), parameter.role(), List.of(size)));
        }
        return new Layout(parameters);
    }

    private SparseLayer layer(Network network, Node node, Mask mask, int examples) {
        Layout.Slot from = network.layout().slot(node, Role.WEIGHT);
        Layout.Slot to = packed.slot(node, Role.WEIGHT);
        int inputs = from.parameter().inputs();
        int[] starts = new int[from.parameter().units() + 1];
        int[] columns = new int[to.parameter().size()];
        int next = 0;
        for (int i = 0; i < from.parameter().size(); i++) {
            if (mask.keeps(from.offset() + i)) {
                columns[next] = i % inputs;
                places[to.offset() + next] = from.offset() + i;
                next++;
            }
            starts[i / inputs + 1] = next;
        }
        int bias = packed.slot(node, Role.BIAS).offset();
        for (int u = 0; u < from.parameter().units(); u++) {
            places[bias + u] = network.layout().slot(node, Role.BIAS).offset() + u;
        }
        Activation activation = DenseChain.activation(network, node);
        return new SparseLayer(SparseMatrix.of(starts, columns, inputs, to.offset()), bias, activation, examples);
    }

    /** The layout of the packed array. */
    Layout layout() {
        return packed;
    }

    /** Where each packed number stands in the network's layout, -1 in gaps. */
    int[] places() {
        return places.clone();
    }

    /**
     * The mean loss over the examples {@code order[from..to)}, and its gradient by the packed numbers.
     *
     * @return the mean; if it is not finite, there is no gradient
     */
    double run(int[] order, int from, int to, float[] values, float[] gradients) {
        int size = to - from;
        int count = VectorMath.count(size);
        batch.fill(order, from, to);
        float[][] input = batch.vectors();
        for (SparseLayer layer : layers) {
            layer.forward(input, values, count);
            input = layer.output();
        }
        double loss = loss(order, from, to);
        if (Double.isFinite(loss)) {
            backward(values, gradients, count);
        }
        return loss / size;
    }

    private double loss(int[] order, int from, int to) {
        SparseLayer last = layers.get(layers.size() - 1);
        for (int r = 0; r < to - from; r++) {
            for (int c = 0; c < outputs; c++) {
                logits.put(r * outputs + c, last.output()[c][r]);
            }
        }
        double sum = loss.backward(logits, order, from, to, 1.0 / (to - from), logitGradient);
        for (int c = 0; c < outputs; c++) {
            float[] gradient = last.gradient()[c];
            for (int r = 0; r < gradient.length; r++) {
                gradient[r] = r < to - from ? logitGradient.get(r * outputs + c) : 0;
            }
        }
        return sum;
    }

    private void backward(float[] values, float[] gradients, int count) {
        for (int i = layers.size() - 1; i > 0; i--) {
            SparseLayer below = layers.get(i - 1);
            layers.get(i).backward(below.output(), gradients, count);
            layers.get(i).backwardInput(values, below.gradient(), count);
        }
        layers.get(0).backward(batch.vectors(), gradients, count);
    }
}
