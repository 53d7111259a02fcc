package io.espalier.engine;

import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.network.Network;
import io.espalier.network.Node;
import io.espalier.network.op.Add;
import io.espalier.network.op.AveragePool;
import io.espalier.network.op.BatchNormalization;
import io.espalier.network.op.Conv;
import io.espalier.network.op.Flatten;
import io.espalier.network.op.Gemm;
import io.espalier.network.op.GlobalAveragePool;
import io.espalier.network.op.MaxPool;
import io.espalier.network.op.Op;
import io.espalier.network.op.Relu;
import io.espalier.network.op.Sigmoid;
import io.espalier.network.op.Tanh;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A network's forward pass over a batch: one libtorch call per node. Images travel with their channels last in memory,
 * whatever their shape says, which libtorch's convolutions and pools on a CPU are faster at.
 */
final class Forward {
    /** What batch norms, and with them the nonlinearities, do. */
    enum Norms {
        /** Normalise by the batch and move the running statistics. */
        BATCH,
        /** Normalise by the running statistics. */
        RUNNING,
        /** Leave norms and nonlinearities out: the network as a linear map. */
        LINEAR
    }

    /** Sees, and may replace, what each node gives. */
    @FunctionalInterface
    interface Tap {
        PtNDArray at(Node node, PtNDArray input, PtNDArray output);

        default Tap then(Tap next) {
            return (node, input, output) -> next.at(node, input, at(node, input, output));
        }
    }

    static final Tap NO_TAP = (node, input, output) -> output;

    private final Network network;
    private final Parameters parameters;

    Forward(Network network, Parameters parameters) {
        this.network = network;
        this.parameters = parameters;
    }

    /** Logits of shape (batch, classes). */
    PtNDArray logits(PtNDArray batch, Norms norms) {
        return logits(batch, norms, BatchNormalization.MOMENTUM, NO_TAP);
    }

    PtNDArray logits(PtNDArray batch, Norms norms, double momentum, Tap tap) {
        Map<String, PtNDArray> outputs = new HashMap<>();
        PtNDArray last = batch.getShape().dimension() == 4 ? channelsLast(batch) : batch;
        outputs.put(Node.INPUT, last);
        for (Node node : network.nodes()) {
            List<PtNDArray> in = node.inputs().stream().map(outputs::get).toList();
            last = tap.at(node, in.get(0), apply(node, in, norms, momentum));
            outputs.put(node.name(), last);
        }
        return last;
    }

    /** The same images of shape (batch, channels, height, width), pixel by pixel in memory. */
    private static PtNDArray channelsLast(PtNDArray images) {
        PtNDArray pixels = JniUtils.permute(images, new long[] {0, 2, 3, 1});
        long[] dims = pixels.getShape().getShape();
        return JniUtils.permute(JniUtils.reshape(JniUtils.flatten(pixels, 0, -1), dims), new long[] {0, 3, 1, 2});
    }

    private PtNDArray apply(Node node, List<PtNDArray> in, Norms norms, double momentum) {
        PtNDArray x = in.get(0);
        Op op = node.op();
        if (norms == Norms.LINEAR && isElementwise(op)) {
            return x;
        } else if (op instanceof Gemm) {
            return JniUtils.linear(x, own(node, "weight"), own(node, "bias"));
        } else if (op instanceof Conv conv) {
            return convolve(node, conv, x);
        } else if (op instanceof BatchNormalization) {
            return normalize(node, x, norms, momentum);
        } else if (op instanceof Relu) {
            return JniUtils.relu(x);
        } else if (op instanceof Sigmoid) {
            return JniUtils.sigmoid(x);
        } else if (op instanceof Tanh) {
            return JniUtils.tanh(x);
        } else if (op instanceof MaxPool pool) {
            return JniUtils.maxPool(x, square(pool.kernel()), square(pool.stride()), square(0), false);
        } else if (op instanceof AveragePool pool) {
            return JniUtils.avgPool(x, square(pool.kernel()), square(pool.stride()), square(0), false, true);
        } else if (op instanceof GlobalAveragePool) {
            return JniUtils.mean(JniUtils.flatten(x, 2, -1), 2, false);
        } else if (op instanceof Flatten) {
            return JniUtils.flatten(x, 1, -1);
        } else if (op instanceof Add) {
            return JniUtils.add(x, in.get(1));
        }
        throw new AssertionError(op);
    }

    /** What one weighted node gives for another input. */
    PtNDArray weighted(Node node, PtNDArray x) {
        return apply(node, List.of(x), Norms.RUNNING, BatchNormalization.MOMENTUM);
    }

    static boolean isElementwise(Op op) {
        return op instanceof BatchNormalization || op instanceof Relu || op instanceof Sigmoid || op instanceof Tanh;
    }

    private PtNDArray convolve(Node node, Conv conv, PtNDArray x) {
        PtNDArray bias = conv.bias() == Conv.Bias.PRESENT ? own(node, "bias") : null;
        boolean skips = conv.kernel() == 1 && conv.padding() == 0 && conv.stride() > 1;
        return JniUtils.convolution(
                skips ? every(conv.stride(), x) : x,
                own(node, "weight"),
                bias,
                square(skips ? 1 : conv.stride()),
                square(conv.padding()),
                square(1),
                conv.groups());
    }

    /**
     * The positions that a 1x1 convolution with a stride reads, all it has to see. Given the rest as well, oneDNN writes
     * past the end of its memory on processors without AVX-512 where there are fewer than 8 channels.
     */
    private static PtNDArray every(int stride, PtNDArray x) {
        return JniUtils.avgPool(x, square(1), square(stride), square(0), false, true);
    }

    private PtNDArray normalize(Node node, PtNDArray x, Norms norms, double momentum) {
        return JniUtils.batchNorm(
                x,
                own(node, "mean"),
                own(node, "variance"),
                own(node, "scale"),
                own(node, "shift"),
                norms == Norms.BATCH,
                momentum,
                BatchNormalization.EPSILON);
    }

    private PtNDArray own(Node node, String suffix) {
        return parameters.get(node.name() + "." + suffix);
    }

    private static Shape square(int side) {
        return new Shape(side, side);
    }
}
