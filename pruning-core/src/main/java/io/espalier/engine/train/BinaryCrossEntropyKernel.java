package io.espalier.engine.train;

import io.espalier.data.LabelTargets;
import io.espalier.data.Targets;
import io.espalier.task.LossFunction;
import java.nio.FloatBuffer;

/** Binary cross-entropy of several labels, with {@link StrictMath}: its bits are the same on every machine. */
public final class BinaryCrossEntropyKernel implements LossKernel {
    private final LabelTargets targets;
    private final double smoothing;
    private final int labels;

    public BinaryCrossEntropyKernel(LossFunction.BinaryCrossEntropy loss, Targets targets) {
        this.targets = LabelTargets.of(targets);
        this.smoothing = loss.smoothing();
        this.labels = targets.outputs();
    }

    @Override
    public double backward(FloatBuffer logits, int[] order, int from, int to, double scale, FloatBuffer gradient) {
        double loss = 0;
        for (int r = 0; r < to - from; r++) {
            for (int k = 0; k < labels; k++) {
                int at = r * labels + k;
                double z = logits.get(at);
                double t = (targets.has(order[from + r], k) ? 1 - smoothing : 0) + smoothing / 2;
                loss += (softplus(z) - t * z) / labels;
                gradient.put(at, (float) (scale * (sigmoid(z) - t) / labels));
            }
        }
        return loss;
    }

    /** log(1 + exp(z)), without overflow. */
    private static double softplus(double z) {
        return Math.max(z, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(z)));
    }

    private static double sigmoid(double z) {
        return 1 / (1 + StrictMath.exp(-z));
    }

    /** Of diag(p (1 - p)) / K. */
    @Override
    public float[] rootOfCurvature(FloatBuffer logits, int row, int example, int column) {
        double p = sigmoid(logits.get(row * labels + column));
        float[] root = new float[labels];
        root[column] = (float) StrictMath.sqrt(p * (1 - p) / labels);
        return root;
    }
}
