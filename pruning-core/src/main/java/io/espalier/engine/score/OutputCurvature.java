package io.espalier.engine.score;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.engine.torch.Torch;
import io.espalier.engine.torch.op.OpKernels;
import io.espalier.network.Network;
import io.espalier.network.Node;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The Gauss-Newton diagonal of one chunk, in two sweeps. First, per example and output a of each layer, d2E/da2: the
 * squared rows of the Jacobian times a root of the loss's Hessian by the outputs, one backward pass per output. Then, since a weight's share is the sum over its uses of d2E/da2 x2, the gradient of the same layer on squared
 * inputs.
 */
final class OutputCurvature {
    private final Network network;
    private final ScoringPass pass;
    private final List<Layer> layers = new ArrayList<>();

    /**
     * A weighted node in one chunk.
     *
     * @param shift a zero added to its output, so that the output's gradient is kept
     * @param curvature sums of squares of those gradients
     */
    private record Layer(
            Node node,
            PtNDArray input,
            PtNDArray shift,
            @SuppressWarnings("ArrayRecordComponent") float[] curvature) {}

    OutputCurvature(Network network, ScoringPass pass) {
        this.network = network;
        this.pass = pass;
    }

    /** Leaves the chunk's share of the mean over {@code examples} in the gradients of the parameters. */
    void accumulate(int from, int to, int examples) {
        PtNDArray logits = pass.logits(from, to, this::shift);
        FloatBuffer values = Torch.read(logits);
        for (int c = 0; c < network.outputs(); c++) {
            JniUtils.backward(logits, pass.tensor(logits, rootColumn(values, from, to, c)), true, false);
            layers.forEach(layer -> addSquares(layer, examples));
        }
        pass.takeGradient();
        for (Layer layer : layers) {
            PtNDArray squared =
                    JniUtils.detachGradient(OpKernels.of(layer.node.op()).squared(layer.input));
            pass.backward(pass.forward().output(layer.node, List.of(squared)), layer.curvature);
        }
    }

    private PtNDArray shift(Node node, PtNDArray input, PtNDArray output) {
        if (!network.weighted().contains(node)) {
            return output;
        }
        PtNDArray shift = pass.leaf(output.getShape().getShape(), 0);
        layers.add(new Layer(node, input, shift, new float[Math.toIntExact(shift.size())]));
        return JniUtils.add(output, shift);
    }

    private float[] rootColumn(FloatBuffer logits, int from, int to, int column) {
        int outputs = network.outputs();
        int rows = to - from;
        float[] root = new float[rows * outputs];
        for (int r = 0; r < rows; r++) {
            float[] own = pass.loss().rootOfCurvature(logits, r, pass.example(from + r), column);
            System.arraycopy(own, 0, root, r * outputs, outputs);
        }
        return root;
    }

    private static void addSquares(Layer layer, int examples) {
        FloatBuffer gradient = Torch.read(JniUtils.getGradient(layer.shift));
        for (int i = 0; i < layer.curvature.length; i++) {
            float g = gradient.get(i);
            layer.curvature[i] += g * g / examples;
            gradient.put(i, 0);
        }
    }
}
