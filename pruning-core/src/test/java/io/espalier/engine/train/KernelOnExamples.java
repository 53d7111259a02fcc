package io.espalier.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;

/** A kernel of a loss on three outputs of each of three examples. */
record KernelOnExamples(LossKernel kernel) {
    static final int[] ORDER = {2, 0, 1};
    static final int OUTPUTS = 3;
    static final float STEP = 1f / 256;
    private static final float[] Z = {0.5f, -1, 2, 1.5f, 0.25f, -0.75f, -2, 1, 0.125f};

    /** The loss of all three. */
    double loss() {
        return loss(Z, new float[Z.length]);
    }

    /** The loss of one. */
    double loss(int row) {
        FloatBuffer one = FloatBuffer.wrap(Z).slice(row * OUTPUTS, OUTPUTS);
        return kernel.backward(one, ORDER, row, row + 1, 1, FloatBuffer.allocate(OUTPUTS));
    }

    private double loss(float[] z, float[] gradient) {
        return kernel.backward(FloatBuffer.wrap(z), ORDER, 0, ORDER.length, 1, FloatBuffer.wrap(gradient));
    }

    private static float[] moved(int at, float step) {
        float[] moved = Z.clone();
        moved[at] += step;
        return moved;
    }

    /** The gradient where one output is moved. */
    float[] gradient(int at, float step) {
        float[] gradient = new float[Z.length];
        loss(moved(at, step), gradient);
        return gradient;
    }

    /** Column of the root of one example's curvature. */
    float[] rootOfCurvature(int row, int column) {
        return kernel.rootOfCurvature(FloatBuffer.wrap(Z), row, ORDER[row], column);
    }

    void requireGradientOfDifferences() {
        float[] gradient = gradient(0, 0);
        for (int i = 0; i < Z.length; i++) {
            double difference = (loss(moved(i, STEP), new float[Z.length]) - loss(moved(i, -STEP), new float[Z.length]))
                    / (2 * STEP);
            assertThat((double) gradient[i]).as("%d", i).isCloseTo(difference, within(1e-4));
        }
    }
}
