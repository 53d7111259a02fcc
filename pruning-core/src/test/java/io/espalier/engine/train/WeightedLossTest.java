package io.espalier.engine.train;

import static io.espalier.engine.train.KernelOnExamples.ORDER;
import static io.espalier.engine.train.KernelOnExamples.OUTPUTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.espalier.data.Dataset;
import io.espalier.data.ExampleWeights;
import io.espalier.data.Targets;
import io.espalier.network.op.Shape;
import io.espalier.task.LossFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every loss, each example by a weight of its own. */
class WeightedLossTest {
    private static final double[] WEIGHTS = {0.5, 0, 3};

    private static KernelOnExamples plain(LossFunction loss, Targets targets) {
        return new KernelOnExamples(LossKernels.of(loss, targets));
    }

    private static KernelOnExamples weighted(LossFunction loss, Targets targets) {
        Dataset data = new Dataset(Shape.vector(1), targets, new float[3]).weighted(new ExampleWeights(WEIGHTS));
        return new KernelOnExamples(WeightedLoss.of(LossKernels.of(loss, targets), data));
    }

    @ParameterizedTest
    @MethodSource("io.espalier.engine.train.LossKernelsTest#losses")
    void sumsTheWeightedLosses(LossFunction loss, Targets targets, double unweighted) {
        KernelOnExamples plain = plain(loss, targets);
        double expected = 3 * plain.loss(0) + 0.5 * plain.loss(1);
        assertThat(weighted(loss, targets).loss()).isCloseTo(expected, within(1e-12));
    }

    @ParameterizedTest
    @MethodSource("io.espalier.engine.train.LossKernelsTest#losses")
    void hasTheGradientOfDifferences(LossFunction loss, Targets targets, double unweighted) {
        weighted(loss, targets).requireGradientOfDifferences();
    }

    @ParameterizedTest
    @MethodSource("io.espalier.engine.train.LossKernelsTest#losses")
    void weighsTheCurvatureAlike(LossFunction loss, Targets targets, double unweighted) {
        for (int row = 0; row < ORDER.length; row++) {
            for (int column = 0; column < OUTPUTS; column++) {
                float[] expected = plain(loss, targets).rootOfCurvature(row, column);
                float[] found = weighted(loss, targets).rootOfCurvature(row, column);
                for (int k = 0; k < OUTPUTS; k++) {
                    double square = WEIGHTS[ORDER[row]] * expected[k] * expected[k];
                    assertThat((double) found[k] * found[k]).isCloseTo(square, within(1e-6));
                }
            }
        }
    }
}
