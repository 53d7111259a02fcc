package io.espalier.engine;

import io.espalier.engine.DenseLayer.Activation;
import java.util.Arrays;

/**
 * A fully connected layer of which few weights are left, over a mini-batch whose examples lie side by side. Each pass
 * touches the weights that are left and nothing else: forward and the gradient of the inputs as sums of scaled lanes,
 * the gradient of a weight as a product of lanes.
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
        this.output = new float[weight.rows()][Lanes.count(batch)];
        this.gradient = new float[weight.rows()][Lanes.count(batch)];
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

    void forward(float[][] input, float[] values, int lanes) {
        for (int u = 0; u < output.length; u++) {
            Arrays.fill(output[u], 0, lanes, values[bias + u]);
            weight.addRow(u, values, input, output[u], lanes);
            if (activation == Activation.RELU) {
                Lanes.rectify(output[u], lanes);
            }
        }
    }

    /** Turns the gradient of the output into those of weights and biases. */
    void backward(float[][] input, float[] gradients, int lanes) {
        for (int u = 0; u < output.length; u++) {
            if (activation == Activation.RELU) {
                Lanes.clearWhereOff(gradient[u], output[u], lanes);
            }
            gradients[bias + u] = Lanes.sum(gradient[u], lanes);
            weight.dotRow(u, gradient[u], input, gradients, lanes);
        }
    }

    /** And into that of the input, behind {@link #backward}. */
    void backwardInput(float[] values, float[][] inputGradient, int lanes) {
        for (int i = 0; i < inputGradient.length; i++) {
            Arrays.fill(inputGradient[i], 0, lanes, 0);
            byInput.addRow(i, values, gradient, inputGradient[i], lanes);
        }
    }
}
