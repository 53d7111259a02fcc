package io.espalier.engine.linear;

import io.espalier.engine.linear.DenseLayer.Activation;
import java.util.Arrays;

/**
 * A fully connected layer of which few weights are left, over a mini-batch whose examples lie side by side. Each pass
 * touches the weights that are left and nothing else: forward and the gradient of the inputs as sums of scaled vectors over the batch,
 * the gradient of a weight as a product of such vectors.
 */
final class SparseLayer {
    private final SparseMatrix weight;
    private final SparseMatrix byInput;
    private final int bias;
    private final Activation activation;
    private final float[][] output;
    private final float[][] gradient;

    /** @param bias where the biases begin in the arrays of values and gradients that {@code weight} points into */
    SparseLayer(SparseMatrix weight, int bias, Activation activation, int batch) {
        this.weight = weight;
        this.byInput = weight.transposed();
        this.bias = bias;
        this.activation = activation;
        this.output = new float[weight.rows()][VectorMath.count(batch)];
        this.gradient = new float[weight.rows()][VectorMath.count(batch)];
    }

    SparseMatrix weight() {
        return weight;
    }

    /** By unit, the examples side by side. */
    float[][] output() {
        return output;
    }

    float[][] gradient() {
        return gradient;
    }

    void forward(float[][] input, float[] values, int count) {
        for (int u = 0; u < output.length; u++) {
            Arrays.fill(output[u], 0, count, values[bias + u]);
            weight.addRow(u, values, input, output[u], count);
            if (activation == Activation.RELU) {
                VectorMath.rectify(output[u], count);
            }
        }
    }

    /** Turns the gradient of the output into those of weights and biases. */
    void backward(float[][] input, float[] gradients, int count) {
        for (int u = 0; u < output.length; u++) {
            if (activation == Activation.RELU) {
                VectorMath.clearWhereOff(gradient[u], output[u], count);
            }
            gradients[bias + u] = VectorMath.sum(gradient[u], count);
            weight.dotRow(u, gradient[u], input, gradients, count);
        }
    }

    /** And into that of the input, behind {@link #backward}. */
    void backwardInput(float[] values, float[][] inputGradient, int count) {
        for (int i = 0; i < inputGradient.length; i++) {
            Arrays.fill(inputGradient[i], 0, count, 0);
            byInput.addRow(i, values, gradient, inputGradient[i], count);
        }
    }
}
