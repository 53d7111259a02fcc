package io.espalier.engine.linear;

import io.espalier.engine.linear.Blas.Form;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A fully connected layer with its nonlinearity over a mini-batch: Y = f(X W' + b), and backward dW = dY' X, dX = dY W. */
final class DenseLayer {
    /** What stands behind the product. */
    enum Activation {
        NONE,
        RELU
    }

    /** A matrix and its gradient. */
    record Pair(Matrix value, Matrix gradient) {
        static Pair zeros(int rows, int columns) {
            return new Pair(Matrix.zeros(rows, columns), Matrix.zeros(rows, columns));
        }
    }

    private final Blas blas;
    private final Matrix input;
    private final @Nullable Matrix inputGradient;
    private final Pair weight;
    private final Pair bias;
    private final Pair output;
    private final Activation activation;
    private final float[] numbers;
    private final int[] bits;
    private final int[] gradientBits;
    private final float[] sums;

    /** @param inputGradient null if nobody asks for it */
    DenseLayer(
            Blas blas,
            Matrix input,
            @Nullable Matrix inputGradient,
            Pair weight,
            Pair bias,
            Pair output,
            Activation activation) {
        this.blas = blas;
        this.input = input;
        this.inputGradient = inputGradient;
        this.weight = weight;
        this.bias = bias;
        this.output = output;
        this.activation = activation;
        this.numbers = new float[output.value.floats().capacity()];
        this.bits = new int[numbers.length];
        this.gradientBits = new int[numbers.length];
        this.sums = new float[output.value.columns()];
    }

    Pair output() {
        return output;
    }

    void forward(int rows) {
        int units = output.value.columns();
        blas.multiply(rows, input.columns(), units, input, Form.PLAIN, weight.value, Form.TRANSPOSED, output.value);
        output.value.floats().get(0, numbers, 0, rows * units);
        bias.value.floats().get(0, sums);
        for (int start = 0; start < rows * units; start += units) {
            activate(start, units);
        }
        output.value.floats().put(0, numbers, 0, rows * units);
    }

    private void activate(int start, int units) {
        float[] y = numbers;
        float[] b = sums;
        if (activation == Activation.RELU) {
            for (int u = 0; u < units; u++) {
                y[start + u] = Math.max(y[start + u] + b[u], 0);
            }
        } else {
            for (int u = 0; u < units; u++) {
                y[start + u] += b[u];
            }
        }
    }

    /** Turns the gradient of the output into those of weights, biases and input. */
    void backward(int rows) {
        int units = output.value.columns();
        if (activation == Activation.RELU) {
            clearWhereOff(rows * units);
        }
        sumColumns(rows, units);
        blas.multiply(
                units, rows, input.columns(), output.gradient, Form.TRANSPOSED, input, Form.PLAIN, weight.gradient);
        if (inputGradient != null) {
            blas.multiply(
                    rows, units, input.columns(), output.gradient, Form.PLAIN, weight.value, Form.PLAIN, inputGradient);
        }
    }

    /** An output that is not positive lets no gradient through: (-y) >> 31 is all ones for y > 0 and zero for y = 0. */
    private void clearWhereOff(int count) {
        int[] y = bits;
        int[] g = gradientBits;
        output.value.bits().get(0, y, 0, count);
        output.gradient.bits().get(0, g, 0, count);
        for (int i = 0; i < count; i++) {
            g[i] &= -y[i] >> 31;
        }
        output.gradient.bits().put(0, g, 0, count);
    }

    private void sumColumns(int rows, int units) {
        FloatBuffer gradient = output.gradient.floats();
        float[] g = numbers;
        float[] s = sums;
        gradient.get(0, g, 0, rows * units);
        Arrays.fill(s, 0);
        for (int start = 0; start < rows * units; start += units) {
            for (int u = 0; u < units; u++) {
                s[u] += g[start + u];
            }
        }
        bias.gradient.floats().put(0, s);
    }
}
