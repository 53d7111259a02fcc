package io.espalier.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.espalier.data.ValueTargets;
import io.espalier.engine.train.LossKernel;
import io.espalier.engine.train.LossKernels;
import io.espalier.metric.CoefficientOfDetermination;
import io.espalier.metric.MeanAbsoluteError;
import io.espalier.metric.MeanLoss;
import io.espalier.metric.NonFiniteLogitsException;
import io.espalier.metric.RootMeanSquaredError;
import io.espalier.metric.Scores;
import io.espalier.metric.StandardErrorOfRmse;
import java.nio.FloatBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class RegressionTest {
    private static final Regression REGRESSION = new Regression();

    /** Of mean 2.5 and standard deviation sqrt 1.25, so that outputs are taken back by these. */
    private static ValueTargets oneToFour() {
        return new ValueTargets(List.of("y"), new double[] {1, 2, 3, 4}).fit(new int[] {0, 1, 2, 3});
    }

    @Test
    void scoresInTheUnitsOfTheTarget() {
        Scores constant = REGRESSION.predictions(new float[4], oneToFour()).scores();

        assertThat(constant.require(new RootMeanSquaredError())).isCloseTo(Math.sqrt(1.25), within(1e-12));
        assertThat(constant.require(new MeanAbsoluteError())).isCloseTo(1, within(1e-12));
        assertThat(constant.require(new CoefficientOfDetermination())).isCloseTo(0, within(1e-12));
        assertThat(constant.require(new MeanLoss())).isCloseTo(1, within(1e-6));
        // squared errors 2.25, 0.25, 0.25, 2.25: sd 1.1547, over sqrt 4 and 2 RMSE
        assertThat(constant.require(new StandardErrorOfRmse()))
                .isCloseTo(1.1547005 / 2 / (2 * Math.sqrt(1.25)), within(1e-7));
    }

    /** As scikit-learn's r2_score and root_mean_squared_error with multioutput="uniform_average". */
    @Test
    void takesTheMeanOverSeveralTargets() {
        ValueTargets two = new ValueTargets(List.of("a", "b"), new double[] {1, 10, 2, 30, 3, 20, 4, 40});
        Scores scores = REGRESSION
                .predictions(new float[] {1.5f, 12, 2, 29, 2, 25, 4.5f, 39}, two)
                .scores();

        assertThat(scores.require(new RootMeanSquaredError())).isCloseTo(1.6981273085554025, within(1e-12));
        assertThat(scores.require(new MeanAbsoluteError())).isCloseTo(1.375, within(1e-12));
        assertThat(scores.require(new CoefficientOfDetermination())).isCloseTo(0.819, within(1e-9));
    }

    @Test
    void refusesOutputsThatAreNotFinite() {
        assertThatThrownBy(() -> REGRESSION.predictions(new float[] {0, Float.NaN, 0, 0}, oneToFour()))
                .isInstanceOf(NonFiniteLogitsException.class);
    }

    @Test
    void hasTheGradientAndTheCurvatureOfItsLoss() {
        ValueTargets two = new ValueTargets(List.of("a", "b"), new double[] {1, -1, 0.5, 2});
        LossKernel kernel = LossKernels.of(REGRESSION.loss(two), two);
        float[] outputs = {0.5f, 0.25f};
        float[] gradient = new float[2];
        double loss = backward(kernel, outputs, gradient);

        assertThat(loss).isCloseTo((0.0 + 1.75 * 1.75) / 2, within(1e-12));
        double step = 1 / 64.0;
        for (int k = 0; k < 2; k++) {
            double above = backward(kernel, moved(outputs, k, step), new float[2]);
            double below = backward(kernel, moved(outputs, k, -step), new float[2]);
            float[] root = kernel.rootOfCurvature(FloatBuffer.wrap(outputs), 0, 0, k);
            assertThat((double) gradient[k]).isCloseTo((above - below) / (2 * step), within(1e-6));
            assertThat((double) root[k] * root[k]).isCloseTo((above - 2 * loss + below) / (step * step), within(1e-6));
            assertThat(root[1 - k]).isZero();
        }
    }

    private static double backward(LossKernel kernel, float[] outputs, float[] gradient) {
        return kernel.backward(FloatBuffer.wrap(outputs), new int[] {1}, 0, 1, 1, FloatBuffer.wrap(gradient));
    }

    private static float[] moved(float[] outputs, int k, double by) {
        float[] moved = outputs.clone();
        moved[k] += (float) by;
        return moved;
    }
}
