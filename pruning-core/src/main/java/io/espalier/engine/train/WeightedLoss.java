package io.espalier.engine.train;

import io.espalier.data.Dataset;
import io.espalier.data.ExampleWeights;
import java.nio.FloatBuffer;

/** Another loss, w l of an example that has the weight w. */
public final class WeightedLoss implements LossKernel {
    private final LossKernel loss;
    private final ExampleWeights weights;
    private final int outputs;

    private WeightedLoss(LossKernel loss, ExampleWeights weights, int outputs) {
        this.loss = loss;
        this.weights = weights;
        this.outputs = outputs;
    }

    /** The loss as a data set weighs it: itself, where all its examples count alike. */
    public static LossKernel of(LossKernel loss, Dataset data) {
        return data.weights()
                .<LossKernel>map(weights ->
                        new WeightedLoss(loss, weights, data.targets().outputs()))
                .orElse(loss);
    }

    @Override
    public double backward(FloatBuffer outputs, int[] order, int from, int to, double scale, FloatBuffer gradient) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            double weight = weights.of(order[i]);
            int row = (i - from) * this.outputs;
            sum += weight
                    * loss.backward(
                            outputs.slice(row, this.outputs),
                            order,
                            i,
                            i + 1,
                            scale * weight,
                            gradient.slice(row, this.outputs));
        }
        return sum;
    }

    /** Of w H the root sqrt(w) R. */
    @Override
    public float[] rootOfCurvature(FloatBuffer outputs, int row, int example, int column) {
        float[] root = loss.rootOfCurvature(outputs, row, example, column);
        double rootOfWeight = Math.sqrt(weights.of(example));
        for (int k = 0; k < root.length; k++) {
            root[k] = (float) (rootOfWeight * root[k]);
        }
        return root;
    }
}
