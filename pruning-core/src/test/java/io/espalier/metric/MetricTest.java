package io.espalier.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.espalier.random.RandomKey;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricTest {
    private static final float LN_3 = (float) Math.log(3);
    /** Two classes with probabilities 3/4 and 1/4 in some order. */
    private static final float[] THREE_TO_ONE = {LN_3, 0, LN_3, 0, 0, LN_3, LN_3, 0};

    private static final int[] LABELS = {0, 0, 1, 1};

    private static ClassPredictions threeToOne() {
        return new ClassPredictions(THREE_TO_ONE, 2, LABELS);
    }

    @Test
    void countsWrongPredictions() {
        assertThat(new ErrorRate().of(threeToOne()).orElseThrow()).isEqualTo(0.25);
    }

    @Test
    void averagesTheNegativeLogLikelihood() {
        double expected = (3 * Math.log(4.0 / 3) + Math.log(4)) / 4;
        assertThat(new NegativeLogLikelihood().of(threeToOne()).orElseThrow()).isCloseTo(expected, within(1e-7));
    }

    @Test
    void findsPerfectCalibration() {
        assertThat(new ExpectedCalibrationError().of(threeToOne()).orElseThrow())
                .isCloseTo(0, within(1e-7));
    }

    @Test
    void sumsGapsBinByBin() {
        float[] logits = {LN_3, 0, LN_3, 0, 0, 0, 20, 0};
        int[] labels = {0, 1, 1, 0};
        double gapAtThreeQuarters = Math.abs(1 - 1.5);
        double gapAtOneHalf = 0.5;
        double gapAtOne = 0;
        assertThat(new ExpectedCalibrationError()
                        .of(new ClassPredictions(logits, 2, labels))
                        .orElseThrow())
                .isCloseTo((gapAtThreeQuarters + gapAtOneHalf + gapAtOne) / 4, within(1e-7));
    }

    @Test
    void cancelsGapsWithinOneBin() {
        float[] logits = {LN_3, 0, LN_3, 0, 0, 0, 20, 0};
        int[] labels = {0, 1, 1, 0};
        assertThat(ExpectedCalibrationError.of(new ClassPredictions(logits, 2, labels), 1))
                .isCloseTo(Math.abs(2 - (1.5 + 0.5 + 1)) / 4, within(1e-7));
    }

    @Test
    void putsABoundaryIntoTheLowerBin() {
        float[] logits = {0, 0, 1, 0};
        int[] labels = {1, 0};
        double sure = 1 / (1 + Math.exp(-1));
        assertThat(ExpectedCalibrationError.of(new ClassPredictions(logits, 2, labels), 2))
                .isCloseTo((0.5 + (1 - sure)) / 2, within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 1000})
    void givesAPerfectNetworkAnErrorOfExactlyZero(int examples) {
        float[] logits = new float[examples * 10];
        int[] labels = new int[examples];
        for (int i = 0; i < examples; i++) {
            labels[i] = i % 10;
            logits[i * 10 + labels[i]] = 1e4f;
        }
        ClassPredictions predictions = new ClassPredictions(logits, 10, labels);
        assertThat(new ErrorRate().of(predictions).orElseThrow()).isEqualTo(0.0);
        assertThat(new NegativeLogLikelihood().of(predictions).orElseThrow()).isEqualTo(0.0);
        assertThat(new ExpectedCalibrationError().of(predictions).orElseThrow()).isEqualTo(0.0);
    }

    @Test
    void staysFiniteAtExtremeLogits() {
        ClassPredictions predictions =
                new ClassPredictions(new float[] {Float.MAX_VALUE, -Float.MAX_VALUE, 1000, 1001}, 2, new int[] {1, 0});
        assertThat(new NegativeLogLikelihood().of(predictions).orElseThrow())
                .isEqualTo(((double) Float.MAX_VALUE * 2 + 1.3132617) / 2);
        assertThat(new ExpectedCalibrationError().of(predictions).orElseThrow()).isBetween(0.0, 1.0);
    }

    @Test
    void addsTheSameConstantWithoutEffect() {
        RandomKey key = RandomKey.of(1);
        float[] logits = new float[300];
        float[] shifted = new float[300];
        for (int i = 0; i < 300; i++) {
            logits[i] = key.index(i, 64) / 8f;
            shifted[i] = logits[i] + 512;
        }
        int[] labels = new int[100];
        Arrays.setAll(labels, i -> i % 3);
        assertThat(new NegativeLogLikelihood()
                        .of(new ClassPredictions(shifted, 3, labels))
                        .orElseThrow())
                .isCloseTo(
                        new NegativeLogLikelihood()
                                .of(new ClassPredictions(logits, 3, labels))
                                .orElseThrow(),
                        within(1e-12));
    }

    @Test
    void takesTheFirstOfEqualLogits() {
        assertThat(new ClassPredictions(new float[] {1, 2, 2}, 3, new int[] {1}).predicted(0))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void refusesLogitsThatAreNotFinite(float logit) {
        assertThatThrownBy(() -> new ClassPredictions(new float[] {0, 1, 2, logit}, 2, new int[] {0, 1}))
                .isInstanceOf(NonFiniteLogitsException.class)
                .hasMessage("Cannot evaluate: the logits of example 1 hold " + logit);
    }

    @Test
    void refusesToAverageOverNothing() {
        assertThatThrownBy(() -> new ClassPredictions(new float[0], 2, new int[0]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesALabelThatIsNoClass() {
        assertThatThrownBy(() -> new ClassPredictions(new float[] {0, 1}, 2, new int[] {2}))
                .hasMessage("Invalid label: 2 (must be in 0..1)");
    }
}
