package io.espalier.engine.train;

import static io.espalier.engine.train.KernelOnExamples.ORDER;
import static io.espalier.engine.train.KernelOnExamples.OUTPUTS;
import static io.espalier.engine.train.KernelOnExamples.STEP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.espalier.data.ClassTargets;
import io.espalier.data.LabelTargets;
import io.espalier.data.Targets;
import io.espalier.data.ValueTargets;
import io.espalier.task.LossFunction;
import io.espalier.task.LossFunction.AbsoluteError;
import io.espalier.task.LossFunction.BinaryCrossEntropy;
import io.espalier.task.LossFunction.CrossEntropy;
import io.espalier.task.LossFunction.Huber;
import io.espalier.task.LossFunction.SquaredError;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Values against the formulas worked out elsewhere, gradients and curvatures against differences. */
class LossKernelsTest {
    private static final Targets CLASSES = new ClassTargets(3, new int[] {0, 2, 1});
    private static final Targets LABELS =
            new LabelTargets(List.of("a", "b", "c"), new int[] {1, 0, 1, 0, 0, 1, 1, 1, 0});
    private static final Targets VALUES =
            new ValueTargets(List.of("a", "b", "c"), new double[] {0, 1, 2, -1.25, 0.375, 0.25, 3, -3, 0.75});

    /** With the sum of the losses of the three rows of {@code Z}, of examples 2, 0 and 1. */
    static Stream<Arguments> losses() {
        return Stream.of(
                Arguments.of(new CrossEntropy(), CLASSES, 4.829964172826),
                Arguments.of(new CrossEntropy(0.1, List.of()), CLASSES, 4.838297506159),
                Arguments.of(new CrossEntropy(0, List.of(0.5, 2.0, 3.0)), CLASSES, 10.421899698302),
                Arguments.of(new CrossEntropy(0.2, List.of(0.5, 2.0, 3.0)), CLASSES, 10.188566364969),
                Arguments.of(new BinaryCrossEntropy(0), LABELS, 2.717093040199),
                Arguments.of(new BinaryCrossEntropy(0.1), LABELS, 2.702509706865),
                Arguments.of(new SquaredError(), VALUES, 7.718750000000),
                Arguments.of(new AbsoluteError(), VALUES, 4.083333333333),
                Arguments.of(new Huber(1), VALUES, 2.755208333333),
                Arguments.of(new Huber(0.5), VALUES, 1.690104166667));
    }

    private static KernelOnExamples kernel(LossFunction loss, Targets targets) {
        return new KernelOnExamples(LossKernels.of(loss, targets));
    }

    @ParameterizedTest
    @MethodSource("losses")
    void isThatOfTheFormula(LossFunction loss, Targets targets, double expected) {
        assertThat(kernel(loss, targets).loss()).isCloseTo(expected, within(1e-9));
    }

    @ParameterizedTest
    @MethodSource("losses")
    void hasTheGradientOfDifferences(LossFunction loss, Targets targets, double expected) {
        kernel(loss, targets).requireGradientOfDifferences();
    }

    @ParameterizedTest
    @MethodSource("losses")
    void hasTheCurvatureOfDifferences(LossFunction loss, Targets targets, double expected) {
        KernelOnExamples kernel = kernel(loss, targets);
        for (int i = 0; i < OUTPUTS * ORDER.length; i++) {
            float[] above = kernel.gradient(i, STEP);
            float[] below = kernel.gradient(i, -STEP);
            int row = i / OUTPUTS;
            for (int k = 0; k < OUTPUTS; k++) {
                int j = row * OUTPUTS + k;
                double difference = ((double) above[j] - below[j]) / (2 * STEP);
                assertThat(curvature(kernel, row, i % OUTPUTS, k))
                        .as("%d %d", i, j)
                        .isCloseTo(difference, within(1e-4));
            }
        }
    }

    /** An element of R R'. */
    private static double curvature(KernelOnExamples kernel, int row, int one, int other) {
        double sum = 0;
        for (int column = 0; column < OUTPUTS; column++) {
            float[] root = kernel.rootOfCurvature(row, column);
            sum += (double) root[one] * root[other];
        }
        return sum;
    }
}
