package io.espalier.reparameterization;

import io.espalier.random.RandomKey;
import java.util.Arrays;

/**
 * A static hypernetwork: a_i = W_i z + B_i for each input channel i, and row i of the kernel is V a_i + C. Its numbers are
 * W (inputs, hidden, latent), B (inputs, hidden), V (width, hidden) and C (width), in this order.
 *
 * @param width numbers of a row: units times the positions of the window
 */
record KernelGenerator(int inputs, int width, int hidden, int latent) {
    int size() {
        return inputs * hidden * (latent + 1) + width * (hidden + 1);
    }

    private int biases() {
        return inputs * hidden * latent;
    }

    private int output() {
        return biases() + inputs * hidden;
    }

    private int outputBiases() {
        return output() + width * hidden;
    }

    /** Drawn so that kernels have the given deviation where z is standard normal; biases begin at 0. */
    float[] initial(double deviation, RandomKey key) {
        float[] numbers = new float[size()];
        for (int i = 0; i < biases(); i++) {
            numbers[i] = (float) (key.gaussian(i) / Math.sqrt(latent));
        }
        for (int i = output(); i < outputBiases(); i++) {
            numbers[i] = (float) (deviation * key.gaussian(i) / Math.sqrt(hidden));
        }
        return numbers;
    }

    /** The activations of one input channel. */
    private double[] activations(float[] numbers, float[] z, int input) {
        double[] activations = new double[hidden];
        for (int k = 0; k < hidden; k++) {
            int row = input * hidden + k;
            double sum = numbers[biases() + row];
            for (int j = 0; j < latent; j++) {
                sum += (double) numbers[row * latent + j] * z[j];
            }
            activations[k] = sum;
        }
        return activations;
    }

    /** A kernel, (inputs, width). */
    float[][] generate(float[] numbers, float[] z) {
        float[][] kernel = new float[inputs][width];
        for (int i = 0; i < inputs; i++) {
            double[] a = activations(numbers, z, i);
            for (int c = 0; c < width; c++) {
                double sum = numbers[outputBiases() + c];
                for (int k = 0; k < hidden; k++) {
                    sum += numbers[output() + c * hidden + k] * a[k];
                }
                kernel[i][c] = (float) sum;
            }
        }
        return kernel;
    }

    /**
     * Adds what a gradient by a kernel is by its numbers.
     *
     * @return the gradient by z
     */
    double[] pullBack(float[] numbers, float[] z, float[][] slopes, double[] byNumbers) {
        double[] byZ = new double[latent];
        double[] byActivations = new double[hidden];
        for (int i = 0; i < inputs; i++) {
            double[] a = activations(numbers, z, i);
            Arrays.fill(byActivations, 0);
            for (int c = 0; c < width; c++) {
                double slope = slopes[i][c];
                byNumbers[outputBiases() + c] += slope;
                for (int k = 0; k < hidden; k++) {
                    byNumbers[output() + c * hidden + k] += slope * a[k];
                    byActivations[k] += slope * numbers[output() + c * hidden + k];
                }
            }
            pullBackInput(numbers, z, i, byActivations, byNumbers, byZ);
        }
        return byZ;
    }

    private void pullBackInput(
            float[] numbers, float[] z, int input, double[] byActivations, double[] byNumbers, double[] byZ) {
        for (int k = 0; k < hidden; k++) {
            int row = input * hidden + k;
            byNumbers[biases() + row] += byActivations[k];
            for (int j = 0; j < latent; j++) {
                byNumbers[row * latent + j] += byActivations[k] * z[j];
                byZ[j] += byActivations[k] * numbers[row * latent + j];
            }
        }
    }
}
