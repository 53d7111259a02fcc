package io.espalier.engine.train;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.data.Dataset;
import io.espalier.engine.torch.Batches;
import io.espalier.engine.torch.Forward;
import io.espalier.engine.torch.Parameters;
import io.espalier.engine.torch.Torch;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.function.Function;

/** Backpropagation of any network by libtorch, which adds gradients up in tensors of its own. */
public final class Autograd implements Backpropagation {
    private static final float[] ZEROS = new float[ParameterChunks.LENGTH];

    private final Function<PtNDManager, Forward.Tap> taps;
    private final Parameters parameters;
    private final Forward forward;
    private final Batches batches;
    private final LossKernel loss;
    private final ByteBuffer logitGradient;

    /** @param batches of the data */
    public Autograd(Forward forward, Parameters parameters, Dataset data, LossKernel loss, int batch, Batches batches) {
        this(forward, parameters, data, loss, batch, batches, step -> Forward.NO_TAP);
    }

    /** @param taps what joins in the forward pass of a mini-batch, given the owner of its tensors */
    public Autograd(
            Forward forward,
            Parameters parameters,
            Dataset data,
            LossKernel loss,
            int batch,
            Batches batches,
            Function<PtNDManager, Forward.Tap> taps) {
        this.taps = taps;
        this.parameters = parameters;
        this.forward = forward;
        this.batches = batches;
        this.loss = loss;
        this.logitGradient = Torch.bytes(batch * data.targets().outputs());
    }

    @Override
    public double run(int[] order, int from, int to) {
        JniUtils.setGradMode(true);
        try (PtNDManager step = Torch.newManager()) {
            return run(order, from, to, step);
        }
    }

    private double run(int[] order, int from, int to, PtNDManager step) {
        int size = to - from;
        PtNDArray input = batches.gather(order, from, to, step);
        PtNDArray logits = forward.logits(input, Forward.Norms.BATCH, taps.apply(step));
        FloatBuffer gradient = logitGradient.asFloatBuffer();
        double sum = loss.backward(Torch.read(logits), order, from, to, 1.0 / size, gradient);
        if (Double.isFinite(sum)) {
            JniUtils.backward(
                    logits, Torch.view(step, logitGradient, logits.getShape().getShape()), false, false);
        }
        return sum / size;
    }

    /** Leaves zeros behind, for the next run to add to. */
    @Override
    public void take(ParameterChunks.Chunk chunk, float[] gradient) {
        FloatBuffer sums = parameters.gradient(chunk.slot());
        sums.get(chunk.start(), gradient, 0, chunk.count());
        sums.put(chunk.start(), ZEROS, 0, chunk.count());
    }

    @Override
    public void close() {}
}
