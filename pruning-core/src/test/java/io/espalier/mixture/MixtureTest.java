package io.espalier.mixture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.espalier.random.RandomKey;
import org.junit.jupiter.api.Test;

/** Densities worked out from the formula, and what fitting must do. */
class MixtureTest {
    @Test
    void densityAndResponsibilitiesByHand() {
        Mixture mixture = Mixture.of(new double[] {0.99, 0.01}, new double[] {0, 0.5}, new double[] {16, 16});
        double[] parts = new double[2];
        assertThat(mixture.negativeLog(0.1, parts)).isCloseTo(-0.380343, within(1e-6));
        double odds = 99 * Math.exp(-8 * (0.01 - 0.16));
        assertThat(parts[0]).isCloseTo(odds / (1 + odds), within(1e-9));
        assertThat(parts[1]).isCloseTo(1 / (1 + odds), within(1e-9));
        assertThat(mixture.assigned(0.1)).isZero();
        assertThat(mixture.assigned(0.9)).isEqualTo(0.5);
    }

    @Test
    void staysFiniteFarOutside() {
        Mixture mixture = Mixture.of(new double[] {0.5, 0.5}, new double[] {0, 1}, new double[] {1e6, 1e6});
        double[] parts = new double[2];
        assertThat(mixture.negativeLog(100, parts)).isFinite();
        assertThat(parts).containsExactly(new double[] {0, 1}, within(1e-9));
    }

    @Test
    void beginsInEvenSteps() {
        Mixture mixture = Mixture.evenly(3, 0.4, -1, 2, 0.5);
        assertThat(mixture.means()).containsExactly(0, -1, 0.5, 2);
        assertThat(mixture.shares()).containsExactly(new double[] {0.4, 0.2, 0.2, 0.2}, within(1e-12));
        assertThat(mixture.precisions()).containsOnly(4);
    }

    /** 900 weights about 0, 50 about -1 and 50 about 2. */
    @Test
    void fittingFindsTheComponentsAndNeverRaisesTheNegativeLikelihood() {
        float[] weights = new float[1000];
        for (int i = 0; i < weights.length; i++) {
            double centre = i < 900 ? 0 : i < 950 ? -1 : 2;
            weights[i] = (float) (centre + 0.05 * RandomKey.of(1).gaussian(i));
        }
        Mixture mixture = Mixture.evenly(2, 0.9, -1.5, 2.5, 0.5);
        double before = Double.POSITIVE_INFINITY;
        for (int i = 0; i < 30; i++) {
            double sum = 0;
            for (float w : weights) {
                sum += mixture.negativeLog(w, new double[3]);
            }
            assertThat(sum).isLessThanOrEqualTo(before + 1e-6);
            before = sum;
            mixture = mixture.fitted(weights, new Mixture.Variances(1e-6, 1));
        }
        assertThat(mixture.means()[0]).isZero();
        assertThat(mixture.shares()).containsExactly(new double[] {0.9, 0.05, 0.05}, within(0.01));
        assertThat(mixture.means()).containsExactly(new double[] {0, -1, 2}, within(0.03));
        assertThat(mixture.precisions()).containsExactly(new double[] {400, 400, 400}, within(150.0));
    }
}
