package io.espalier.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

public class PairedTestTest {
    private static final Resolution CONTINUOUS = new Resolution.Continuous();

    @Test
    void reproducesStudentsSleepData() {
        Map<Long, Double> first = bySeed(0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0);
        Map<Long, Double> second = bySeed(1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4);
        PairedTest test = PairedTest.of(first, second, CONTINUOUS);
        assertThat(test.n()).isEqualTo(10);
        assertThat(test.difference()).isCloseTo(-1.58, within(1e-12));
        assertThat(test.p()).isCloseTo(0.002833, within(5e-7));
        assertThat(test.firstIsGreater()).isFalse();
        assertThat(PairedTest.of(second, first, CONTINUOUS).firstIsGreater()).isTrue();
    }

    @Test
    void pairsOnlySeedsThatBothHave() {
        PairedTest test =
                PairedTest.of(Map.of(1L, 5.0, 2L, 6.0, 3L, 100.0), Map.of(1L, 4.0, 2L, 4.0, 4L, 0.0), CONTINUOUS);
        assertThat(test.n()).isEqualTo(2);
        assertThat(test.difference()).isEqualTo(1.5);
    }

    @Test
    void hasNoPValueForFewerThanTwoSharedSeeds() {
        assertThat(PairedTest.of(bySeed(1), bySeed(2), CONTINUOUS)).isEqualTo(new PairedTest(1, -1.0, null));
        assertThat(PairedTest.of(bySeed(), bySeed(2), CONTINUOUS)).isEqualTo(new PairedTest(0, null, null));
    }

    @Test
    void decidesNothingByEqualDifferencesOfAFewSeeds() {
        assertThat(p(bySeed(0.1, 0.2), bySeed(0.1, 0.2), CONTINUOUS)).isEqualTo(1);
        assertThat(p(bySeed(0.2, 0.3), bySeed(0.1, 0.2), CONTINUOUS)).isEqualTo(0.5);
        assertThat(p(bySeed(2.5, 3.5, 4.5, 5.5, 6.5, 7.5), bySeed(1.5, 2.5, 3.5, 4.5, 5.5, 6.5), CONTINUOUS))
                .isEqualTo(1 / 32.0);
    }

    @Test
    void takesNoLessThanTheStandardErrorOverExamples() {
        Map<Long, Double> one = bySeed(25, 25.2, 25.1, 24.8, 25.3);
        Map<Long, Double> other = bySeed(24.5, 24.6, 24.7, 24.4, 24.5);
        assertThat(p(one, other, CONTINUOUS)).isLessThan(0.01);
        Resolution coarse = Resolution.ofSample(List.of(2.0, 2.1), 89);
        Resolution fine = Resolution.ofSample(List.of(0.02, 0.02), 89);
        assertThat(p(one, other, coarse)).isGreaterThan(0.5);
        assertThat(p(one, other, fine)).isLessThan(0.01);
        assertThat(p(one, other, coarse.with(fine))).isBetween(0.5, 1.0);
        assertThat(coarse.with(CONTINUOUS)).isEqualTo(CONTINUOUS);
        assertThat(coarse.isOfExamples()).isTrue();
    }

    @Test
    void takesNoLessThanWhatTheExamplesResolve() {
        Map<Long, Double> one = bySeed(3 / 60.0, 4 / 60.0);
        Map<Long, Double> other = bySeed(1 / 60.0, 2 / 60.0);
        assertThat(p(one, other, Resolution.of(60))).isBetween(0.3, 0.6);
        assertThat(p(bySeed(30 / 60.0, 31 / 60.0), other, Resolution.of(60))).isLessThan(1e-4);
    }

    /** By hand: a = 1e-4 / 2, b = 2 (0.5 * 0.5) / 102 with both errors at one half of 100, and so on. */
    @Test
    void addsTheVarianceOfTheExamplesToThatOfTheSeeds() {
        Map<Long, Double> first = bySeed(0.55, 0.54);
        Map<Long, Double> second = bySeed(0.45, 0.46);
        double a = 0.0002 / 2;
        double p1 = (54.5 + 1) / 102;
        double p2 = (45.5 + 1) / 102;
        double b = (p1 * (1 - p1) + p2 * (1 - p2)) / 102;
        double degrees = (a + b) * (a + b) / (a * a + b * b / 100);
        double expected = StudentT.twoSided(0.09 / Math.sqrt(a + b), degrees);
        assertThat(p(first, second, Resolution.of(100))).isCloseTo(expected, within(1e-9));
    }

    @Test
    void tellsSizesApartThatDifferByMoreThanAUnit() {
        assertThat(p(bySeed(2, 3), bySeed(1, 2), new Resolution.Count())).isGreaterThan(0.05);
        assertThat(p(bySeed(1_002, 1_003), bySeed(2, 3), new Resolution.Count()))
                .isLessThan(0.01);
    }

    private static @Nullable Double p(Map<Long, Double> first, Map<Long, Double> second, Resolution resolution) {
        return PairedTest.of(first, second, resolution).p();
    }

    public static Map<Long, Double> bySeed(double... values) {
        Map<Long, Double> bySeed = new TreeMap<>();
        for (double value : values) {
            bySeed.put(bySeed.size() + 1L, value);
        }
        return bySeed;
    }
}
