package io.espalier.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.espalier.data.Dataset;
import io.espalier.data.ExampleWeights;
import io.espalier.data.Targets;
import io.espalier.network.op.Shape;
import io.espalier.task.LossFunction;
import java.nio.FloatBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every loss, each example by a weight of its own. */
class WeightedLossTest {
    private static final double[] WEIGHTS = {0.5, 0, 3};
    private static final int[] ORDER = {2, 0, 1};
    private static final int OUTPUTS = 3;
    private static final float STEP = 1f / 256;
    private static final float[] Z = {0.5f, -1, 2, 1.5f, 0.25f, -0.75f, -2, 1, 0.125f};

    private static LossKernel weighted(LossFunction loss, Targets targets) {
        Dataset data = new Dataset(Shape.vector(1), targets, new float[3]).weighted(new ExampleWeights(WEIGHTS));
        return WeightedLoss.of(LossKernels.of(loss, targets), data);
    }

    private static double loss(LossKernel kernel, float[] z, float[] gradient) {
        return kernel.backward(FloatBuffer.wrap(z), ORDER, 0, 3, 1, FloatBuffer.wrap(gradient));
    }

    private static double lossOf(LossKernel kernel, int row) {
        FloatBuffer one = FloatBuffer.wrap(Z).slice(row * OUTPUTS, OUTPUTS);
        return kernel.backward(one, ORDER, row, row + 1, 1, FloatBuffer.allocate(OUTPUTS));
    }

    @ParameterizedTest
    @MethodSource("io.espalier.engine.train.LossKernelsTest#losses")
    void sumsTheWeightedLosses(LossFunction loss, Targets targets, double unweighted) {
        LossKernel plain = LossKernels.of(loss, targets);
        double expected = 3 * lossOf(plain, 0) + 0.5 * lossOf(plain, 1);
        assertThat(loss(weighted(loss, targets), Z, new float[Z.length])).isCloseTo(expected, within(1e-12));
    }

    @ParameterizedTest
    @MethodSource("io.espalier.engine.train.LossKernelsTest#losses")
    void hasTheGradientOfDifferences(LossFunction loss, Targets targets, double unweighted) {
        LossKernel kernel = weighted(loss, targets);
        float[] gradient = new float[Z.length];
        loss(kernel, Z, gradient);
        for (int i = 0; i < Z.length; i++) {
            float[] above = Z.clone();
            float[] below = Z.clone();
            above[i] += STEP;
            below[i] -= STEP;
            double difference =
                    (loss(kernel, above, new float[Z.length]) - loss(kernel, below, new float[Z.length])) / (2 * STEP);
            assertThat((double) gradient[i]).as("%d", i).isCloseTo(difference, within(1e-4));
        }
    }

    @ParameterizedTest
    @MethodSource("io.espalier.engine.train.LossKernelsTest#losses")
    void weighsTheCurvatureAlike(LossFunction loss, Targets targets, double unweighted) {
        LossKernel plain = LossKernels.of(loss, targets);
        LossKernel weighted = weighted(loss, targets);
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < OUTPUTS; column++) {
                float[] expected = plain.rootOfCurvature(FloatBuffer.wrap(Z), row, ORDER[row], column);
                float[] found = weighted.rootOfCurvature(FloatBuffer.wrap(Z), row, ORDER[row], column);
                for (int k = 0; k < OUTPUTS; k++) {
                    double square = WEIGHTS[ORDER[row]] * expected[k] * expected[k];
                    assertThat((double) found[k] * found[k]).isCloseTo(square, within(1e-6));
                }
            }
        }
    }
}
