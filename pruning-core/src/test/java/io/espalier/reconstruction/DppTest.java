package io.espalier.reconstruction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.espalier.random.RandomKey;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

class DppTest {
    @Test
    void givesSetsOfEachSizeTheirProbability() {
        double[][] log = new Dpp(new DMatrixRMaj(new double[][] {{2, 1}, {1, 2}})).logElementary(2);
        double all = 8; // det(L + I)
        assertThat(Math.exp(log[0][2]) / all).as("none").isCloseTo(1 / 8.0, within(1e-12));
        assertThat(Math.exp(log[1][2]) / all).as("{1} or {2}").isCloseTo(2 / 4.0, within(1e-12));
        assertThat(Math.exp(log[2][2]) / all).as("{1, 2}").isCloseTo(3 / 8.0, within(1e-12));
        double expected = (Math.exp(log[1][2]) + 2 * Math.exp(log[2][2])) / all;
        assertThat(expected).isCloseTo(1.25, within(1e-12));
    }

    @Test
    void drawsSetsInProportionToTheirDeterminant() {
        DMatrixRMaj kernel = new DMatrixRMaj(
                new double[][] {{1, 0.9, 0.1, 0}, {0.9, 1, 0.2, 0.1}, {0.1, 0.2, 1, 0.5}, {0, 0.1, 0.5, 2}});
        int draws = 20_000;
        Map<String, Integer> counts = new HashMap<>();
        Dpp dpp = new Dpp(kernel);
        for (int i = 0; i < draws; i++) {
            counts.merge(Arrays.toString(dpp.sample(2, RandomKey.of(i))), 1, Integer::sum);
        }
        double total = 0;
        for (int i = 0; i < 4; i++) {
            for (int j = i + 1; j < 4; j++) {
                total += determinant(kernel, i, j);
            }
        }
        for (int i = 0; i < 4; i++) {
            for (int j = i + 1; j < 4; j++) {
                assertThat(counts.getOrDefault(Arrays.toString(new int[] {i, j}), 0) / (double) draws)
                        .as("{%d, %d}", i, j)
                        .isCloseTo(determinant(kernel, i, j) / total, within(0.012));
            }
        }
    }

    private static double determinant(DMatrixRMaj l, int i, int j) {
        return l.get(i, i) * l.get(j, j) - l.get(i, j) * l.get(j, i);
    }

    @Test
    void drawsAsManyItemsAsAskedFor() {
        DMatrixRMaj kernel = new DMatrixRMaj(60, 60);
        for (int i = 0; i < 60; i++) {
            for (int j = 0; j < 60; j++) {
                kernel.set(i, j, Math.exp(-0.001 * (i - j) * (i - j)) + (i == j ? 0.01 : 0));
            }
        }
        Dpp dpp = new Dpp(kernel);
        for (int k = 1; k <= 60; k += 7) {
            assertThat(dpp.sample(k, RandomKey.of(k))).hasSize(k).isSorted().doesNotHaveDuplicates();
        }
    }
}
