package io.espalier.engine.score;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.data.Dataset;
import io.espalier.engine.torch.Batches;
import io.espalier.engine.torch.Forward;
import io.espalier.engine.torch.Parameters;
import io.espalier.engine.torch.Torch;
import io.espalier.engine.train.LossKernel;
import io.espalier.engine.train.LossKernels;
import io.espalier.engine.train.WeightedLoss;
import io.espalier.network.Network;
import io.espalier.task.LossFunction;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/**
 * One set of parameters with gradients, over chunks of examples: the forward and backward passes of one scoring. Batch
 * norms use their running statistics, so scoring leaves no trace.
 */
final class ScoringPass implements AutoCloseable {
    /** The most examples in one chunk. */
    static final int CHUNK = 64;

    private final Dataset data;
    private final int[] order;
    private final Parameters parameters;
    private final Forward forward;
    private final Batches batches;
    private final LossKernel loss;
    private PtNDManager tensors = Torch.newManager();

    /** @param order of the examples */
    ScoringPass(Network network, float[] values, Dataset data, LossFunction loss, int[] order) {
        Torch.useThisThread();
        this.data = data;
        this.order = order;
        this.parameters = new Parameters(network.layout(), values);
        this.forward = new Forward(network, parameters);
        this.batches = new Batches(data, CHUNK);
        this.loss = WeightedLoss.of(LossKernels.of(loss, data.targets()), data);
    }

    /** Lets go of the tensors of the chunk before. */
    void begin() {
        JniUtils.setGradMode(true);
        tensors.close();
        tensors = Torch.newManager();
    }

    /** Logits of the examples {@code order[from..to)}. */
    PtNDArray logits(int from, int to, Forward.Tap tap) {
        return forward.logits(batches.gather(order, from, to, tensors), Forward.Norms.RUNNING, 0, tap);
    }

    PtNDArray logits(int from, int to) {
        return logits(from, to, (node, input, output) -> output);
    }

    /** The example at a place in the order. */
    int example(int place) {
        return order[place];
    }

    /** Whether an output stands for the target of an example, by its place in the order. */
    boolean concerns(int place, int output) {
        return data.targets().concerns(order[place], output);
    }

    Forward forward() {
        return forward;
    }

    LossKernel loss() {
        return loss;
    }

    /** One number. */
    PtNDArray constant(double value) {
        return full(new Shape(1), value);
    }

    private PtNDArray full(Shape shape, double value) {
        return JniUtils.full(tensors, shape, value, DataType.FLOAT32, tensors.getDevice(), SparseFormat.DENSE);
    }

    /** A tensor of one value everywhere, whose gradient is kept. */
    PtNDArray leaf(long[] dims, double value) {
        PtNDArray leaf = full(new Shape(dims), value);
        JniUtils.attachGradient(leaf, true);
        return leaf;
    }

    /** A tensor shaped like another. */
    PtNDArray tensor(PtNDArray like, float[] values) {
        ByteBuffer bytes = Torch.bytes(values.length);
        bytes.asFloatBuffer().put(values);
        return Torch.view(tensors, bytes, like.getShape().getShape());
    }

    /** Carries back the gradient of {@code scale} times the summed loss of {@code order[from..to)}. */
    void backward(PtNDArray logits, int from, int to, double scale) {
        float[] upstream = new float[Math.toIntExact(logits.size())];
        loss.backward(Torch.read(logits), order, from, to, scale, FloatBuffer.wrap(upstream));
        backward(logits, upstream);
    }

    /** A tensor over a number. */
    PtNDArray divided(PtNDArray tensor, double divisor) {
        return JniUtils.mul(tensor, constant(1 / divisor));
    }

    /** Carries back any gradient of an output. */
    void backward(PtNDArray output, float[] upstream) {
        JniUtils.backward(output, tensor(output, upstream), false, false);
    }

    /** What the backward passes since the last call summed up in the parameters. */
    float[] takeGradient() {
        return parameters.takeGradient();
    }

    @Override
    public void close() {
        tensors.close();
        parameters.close();
    }
}
