package io.espalier.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.espalier.augmentation.Augmentation;
import io.espalier.augmentation.MixedBatch;
import io.espalier.augmentation.Mixup;
import io.espalier.data.ClassTargets;
import io.espalier.data.Targets;
import io.espalier.network.op.Shape;
import io.espalier.random.RandomKey;
import io.espalier.task.LossFunction;
import java.nio.FloatBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every loss, each example mixed with another. */
class MixedLossTest {
    private static final int[] ORDER = {1, 2, 0, 1};
    private static final int OUTPUTS = 3;
    private static final float[] Z = {0.5f, -1, 2, 1.5f, 0.25f, -0.75f, -2, 1, 0.125f};
    private static final MixedBatch MIXTURE = new MixedBatch(0.75, new int[] {2, 0, 1});

    private static double loss(LossKernel kernel, int[] order, int from, int to, double scale, float[] gradient) {
        return kernel.backward(FloatBuffer.wrap(Z), order, from, to, scale, FloatBuffer.wrap(gradient));
    }

    /** Examples 2, 0, 1, whose partners are 1, 2, 0. */
    @ParameterizedTest
    @MethodSource("io.espalier.engine.train.LossKernelsTest#losses")
    void isTheMeanOfTwoByTheirShares(LossFunction loss, Targets targets, double plain) {
        LossKernel kernel = LossKernels.of(loss, targets);
        float[] own = new float[Z.length];
        float[] other = new float[Z.length];
        double expected = 0.75 * loss(kernel, new int[] {2, 0, 1}, 0, 3, 0.5, own)
                + 0.25 * loss(kernel, new int[] {1, 2, 0}, 0, 3, 0.5, other);
        float[] gradient = new float[Z.length];
        double mixed = loss(new MixedLoss(kernel, OUTPUTS, () -> MIXTURE), ORDER, 1, 4, 0.5, gradient);
        assertThat(mixed).isCloseTo(expected, within(1e-12));
        for (int i = 0; i < Z.length; i++) {
            assertThat(gradient[i]).isCloseTo(0.75f * own[i] + 0.25f * other[i], within(1e-6f));
        }
    }

    /** Of a cross-entropy, the loss is that of the mixed target: -sum_c q_c log p_c. */
    @Test
    void isTheCrossEntropyOfTheMixedTarget() {
        ClassTargets targets = new ClassTargets(OUTPUTS, new int[] {0, 1, 2});
        LossKernel kernel = LossKernels.of(new LossFunction.CrossEntropy(), targets);
        double expected = 0;
        int[][] classes = {{2, 1}, {0, 2}, {1, 0}};
        for (int row = 0; row < 3; row++) {
            double sum = 0;
            for (int c = 0; c < OUTPUTS; c++) {
                sum += Math.exp(Z[row * OUTPUTS + c]);
            }
            expected -= 0.75 * (Z[row * OUTPUTS + classes[row][0]] - Math.log(sum));
            expected -= 0.25 * (Z[row * OUTPUTS + classes[row][1]] - Math.log(sum));
        }
        double mixed = loss(new MixedLoss(kernel, OUTPUTS, () -> MIXTURE), ORDER, 1, 4, 1, new float[Z.length]);
        assertThat(mixed).isCloseTo(expected, within(1e-12));
    }

    /** What is drawn for the features is what the loss goes by. */
    @Test
    void mixesFeaturesAndTargetsAlike() {
        Shape shape = Shape.vector(1);
        AugmentedExamples examples =
                new AugmentedExamples(List.<Augmentation>of(new Mixup(1)), shape, RandomKey.of(3), () -> 5);
        FloatBuffer features = FloatBuffer.wrap(new float[] {1, 10, 100});
        examples.finish(features, 3);
        MixedBatch drawn = new Mixup(1)
                .begin(shape)
                .draw(3, RandomKey.of(3).with("augmentation").with(5).with("batch"));
        float[] before = {1, 10, 100};
        for (int i = 0; i < 3; i++) {
            double expected = drawn.share() * before[i] + (1 - drawn.share()) * before[drawn.partners()[i]];
            assertThat((double) features.get(i)).isCloseTo(expected, within(1e-4));
        }
        Targets targets = new ClassTargets(OUTPUTS, new int[] {0, 1, 2});
        LossKernel kernel = LossKernels.of(new LossFunction.CrossEntropy(), targets);
        double mixed = loss(examples.of(kernel, OUTPUTS), ORDER, 1, 4, 1, new float[Z.length]);
        double expected = loss(new MixedLoss(kernel, OUTPUTS, () -> drawn), ORDER, 1, 4, 1, new float[Z.length]);
        assertThat(mixed).isEqualTo(expected);
    }
}
