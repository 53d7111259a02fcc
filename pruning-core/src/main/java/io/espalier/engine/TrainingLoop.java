package io.espalier.engine;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import io.espalier.data.Dataset;
import io.espalier.network.Layout;
import io.espalier.network.Network;
import io.espalier.prune.Mask;
import io.espalier.recipe.Optimizer;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Trains one network under one mask by mini-batches, on the calling thread. A step is: gather, forward, cross-entropy
 * and its gradient in Java, backward in libtorch, and one fused pass for mask, decay, moments and step.
 */
public final class TrainingLoop implements AutoCloseable {
    private final Network network;
    private final Dataset data;
    private final Parameters parameters;
    private final Forward forward;
    private final Batches batches;
    private final Update update;
    private final CrossEntropy crossEntropy;
    private final ByteBuffer logitGradient;
    private final List<Layout.Slot> trained;
    private final float[] mask;
    private final float[] weightChunk = new float[Update.STRETCH];
    private final float[] gradientChunk = new float[Update.STRETCH];
    private final float[] maskChunk = new float[Update.STRETCH];

    /** @param weights where training begins, masked ones 0 */
    public TrainingLoop(Network network, float[] weights, Mask mask, Dataset data, int batch, Optimizer optimizer) {
        Torch.useThisThread();
        this.network = network;
        this.data = data;
        this.parameters = new Parameters(network.layout(), weights);
        this.forward = new Forward(network, parameters);
        this.batches = new Batches(data, batch);
        this.update = Update.of(optimizer, network.layout().trainedSize());
        this.crossEntropy = new CrossEntropy(network.classes());
        this.logitGradient = Torch.bytes(batch * network.classes());
        this.trained = network.layout().slots().stream()
                .filter(s -> s.parameter().role().isTrained())
                .toList();
        this.mask = new float[network.layout().size()];
        Arrays.fill(this.mask, 1);
        mask.apply(this.mask);
    }

    /**
     * One mini-batch: the examples {@code order[from..to)}.
     *
     * @return the mean cross-entropy before the step; may be non-finite, and then nothing was changed
     */
    public double step(int[] order, int from, int to, double rate) {
        double loss;
        JniUtils.setGradMode(true);
        try (PtNDManager step = Torch.newManager()) {
            loss = backward(order, from, to, step);
        }
        if (Double.isFinite(loss)) {
            update.nextStep(rate);
            trained.forEach(this::move);
        }
        return loss;
    }

    private double backward(int[] order, int from, int to, PtNDManager step) {
        int size = to - from;
        PtNDArray input = batches.gather(order, from, to, step);
        PtNDArray logits = forward.logits(input, Forward.Norms.BATCH);
        FloatBuffer gradient = logitGradient.asFloatBuffer();
        double loss = crossEntropy.backward(Torch.read(logits), data.labels(), order, from, to, 1.0 / size, gradient);
        if (Double.isFinite(loss)) {
            JniUtils.backward(logits, Torch.view(step, logitGradient, size, network.classes()), false, false);
        }
        return loss / size;
    }

    /** Moves one parameter chunk by chunk, so that everything stays in the first-level cache. */
    private void move(Layout.Slot slot) {
        FloatBuffer values = parameters.values();
        FloatBuffer gradient = parameters.gradient(slot);
        for (int start = 0; start < slot.parameter().size(); start += Update.STRETCH) {
            int count = Math.min(Update.STRETCH, slot.parameter().size() - start);
            int offset = slot.offset() + start;
            values.get(offset, weightChunk, 0, count);
            gradient.get(start, gradientChunk, 0, count);
            System.arraycopy(mask, offset, maskChunk, 0, count);
            update.apply(weightChunk, gradientChunk, maskChunk, offset, count);
            values.put(offset, weightChunk, 0, count);
            Arrays.fill(gradientChunk, 0, count, 0);
            gradient.put(start, gradientChunk, 0, count);
        }
    }

    /** Logits of the network as it stands, row-major (examples, classes). */
    public float[] logits(Dataset examples) {
        return Inference.logits(network, forward, examples);
    }

    /** The weights as they stand, running statistics included. */
    public float[] weights() {
        return parameters.copy();
    }

    /** The optimiser's moments by name; live arrays over the layout. */
    public Map<String, float[]> moments() {
        return update.moments();
    }

    /** Steps that the optimiser has taken. */
    public long steps() {
        return update.steps();
    }

    /** Takes up an optimiser where it stopped. */
    public void restore(Map<String, float[]> moments, long steps) {
        update.restore(moments, steps);
    }

    @Override
    public void close() {
        parameters.close();
    }
}
