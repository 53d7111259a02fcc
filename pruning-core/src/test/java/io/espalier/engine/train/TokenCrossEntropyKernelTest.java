package io.espalier.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.espalier.data.SequenceTargets;
import io.espalier.data.SequenceTargets.Alignment;
import io.espalier.task.LossFunction.TokenCrossEntropy;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two examples of three classes at two steps, of which the second example has the first alone. */
class TokenCrossEntropyKernelTest {
    private static final int[] ORDER = {1, 0};
    private static final int OUTPUTS = 6;
    private static final float STEP = 1e-2f;
    private static final float LN2 = (float) Math.log(2);
    private static final float LN3 = (float) Math.log(3);
    /** Probabilities 1/6, 2/6 and 3/6 at the first step, equal ones at the second; classes outermost. */
    private static final float[] LOGITS = {0, 0, LN2, 0, LN3, 0, 0, 0, LN2, 0, LN3, 0};

    private static final SequenceTargets TARGETS =
            new SequenceTargets(3, new int[] {2, 0, 0, 3}, 2, Alignment.NEXT_STEP);

    private static TokenCrossEntropyKernel kernel(double smoothing) {
        return new TokenCrossEntropyKernel(new TokenCrossEntropy(smoothing), TARGETS);
    }

    private static double loss(double smoothing, float[] logits) {
        return kernel(smoothing).backward(FloatBuffer.wrap(logits), ORDER, 0, 2, 1, FloatBuffer.allocate(2 * OUTPUTS));
    }

    private static float[] gradient(double smoothing, float[] logits) {
        float[] gradient = new float[2 * OUTPUTS];
        kernel(smoothing).backward(FloatBuffer.wrap(logits), ORDER, 0, 2, 1, FloatBuffer.wrap(gradient));
        return gradient;
    }

    private static float[] moved(int place, float by) {
        float[] logits = LOGITS.clone();
        logits[place] += by;
        return logits;
    }

    @Test
    void isTheMeanOverTheStepsOfEachExample() {
        double first = Math.log(2) + Math.log(3);
        double second = Math.log(6);
        assertThat(loss(0, LOGITS)).isCloseTo((first + second) / 2, within(1e-6));
    }

    /** At the first step of the example without a second: (1/6 - 1, 2/6, 3/6) / 2. */
    @Test
    void hasNoGradientWhereThereIsNoToken() {
        assertThat(gradient(0, LOGITS))
                .usingComparatorWithPrecision(1e-6f)
                .startsWith(-5 / 12f, 0, 2 / 12f, 0, 3 / 12f, 0);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.3})
    void hasTheGradientOfDifferences(double smoothing) {
        float[] gradient = gradient(smoothing, LOGITS);
        for (int i = 0; i < LOGITS.length; i++) {
            double difference = (loss(smoothing, moved(i, STEP)) - loss(smoothing, moved(i, -STEP))) / (2 * STEP);
            assertThat((double) gradient[i]).as("%d", i).isCloseTo(difference, within(1e-4));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.3})
    void hasTheCurvatureOfDifferences(double smoothing) {
        for (int i = 0; i < LOGITS.length; i++) {
            float[] above = gradient(smoothing, moved(i, STEP));
            float[] below = gradient(smoothing, moved(i, -STEP));
            int row = i / OUTPUTS;
            for (int k = 0; k < OUTPUTS; k++) {
                double difference = ((double) above[row * OUTPUTS + k] - below[row * OUTPUTS + k]) / (2 * STEP);
                assertThat(curvature(row, i % OUTPUTS, k)).as("%d %d", i, k).isCloseTo(difference, within(1e-4));
            }
        }
    }

    /** An element of R R'. */
    private static double curvature(int row, int one, int other) {
        double sum = 0;
        for (int column = 0; column < OUTPUTS; column++) {
            float[] root = kernel(0).rootOfCurvature(FloatBuffer.wrap(LOGITS), row, ORDER[row], column);
            sum += (double) root[one] * root[other];
        }
        return sum;
    }
}
