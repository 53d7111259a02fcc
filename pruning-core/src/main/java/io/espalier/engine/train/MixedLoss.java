package io.espalier.engine.train;

import io.espalier.augmentation.MixedBatch;
import java.nio.FloatBuffer;
import java.util.function.Supplier;

/** Another loss, of each example the mean of those with its own target and with that of its partner, by their shares. */
final class MixedLoss implements LossKernel {
    private final LossKernel loss;
    private final int outputs;
    private final Supplier<MixedBatch> mixture;

    /** @param mixture of the mini-batch whose loss is asked for */
    MixedLoss(LossKernel loss, int outputs, Supplier<MixedBatch> mixture) {
        this.loss = loss;
        this.outputs = outputs;
        this.mixture = mixture;
    }

    @Override
    public double backward(FloatBuffer outputs, int[] order, int from, int to, double scale, FloatBuffer gradient) {
        MixedBatch mixed = mixture.get();
        double share = mixed.share();
        int examples = to - from;
        double own = loss.backward(outputs, order, from, to, scale * share, gradient);
        FloatBuffer others = FloatBuffer.allocate(examples * this.outputs);
        double other = loss.backward(outputs, mixed.partnersOf(order, from), 0, examples, scale * (1 - share), others);
        for (int i = 0; i < others.capacity(); i++) {
            gradient.put(i, gradient.get(i) + others.get(i));
        }
        return share * own + (1 - share) * other;
    }

    /** That of the example's own target: criteria see nothing mixed. */
    @Override
    public float[] rootOfCurvature(FloatBuffer outputs, int row, int example, int column) {
        return loss.rootOfCurvature(outputs, row, example, column);
    }
}
