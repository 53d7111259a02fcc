package io.espalier.pareto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PairedTestTest {
    @Test
    void reproducesStudentsSleepData() {
        Map<Long, Double> first = bySeed(0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0);
        Map<Long, Double> second = bySeed(1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4);
        PairedTest test = PairedTest.of(first, second);
        assertThat(test.n()).isEqualTo(10);
        assertThat(test.difference()).isCloseTo(-1.58, within(1e-12));
        assertThat(test.p()).isCloseTo(0.002833, within(5e-7));
        assertThat(test.firstIsGreater()).isFalse();
        assertThat(PairedTest.of(second, first).firstIsGreater()).isTrue();
    }

    @Test
    void pairsOnlySeedsThatBothHave() {
        PairedTest test = PairedTest.of(Map.of(1L, 5.0, 2L, 6.0, 3L, 100.0), Map.of(1L, 4.0, 2L, 4.0, 4L, 0.0));
        assertThat(test.n()).isEqualTo(2);
        assertThat(test.difference()).isEqualTo(1.5);
    }

    @Test
    void hasNoPValueForFewerThanTwoSharedSeeds() {
        assertThat(PairedTest.of(bySeed(1), bySeed(2))).isEqualTo(new PairedTest(1, -1.0, null));
        assertThat(PairedTest.of(bySeed(), bySeed(2))).isEqualTo(new PairedTest(0, null, null));
    }

    @Test
    void goesToItsLimitWhenDifferencesDoNotVary() {
        assertThat(PairedTest.of(bySeed(1, 2), bySeed(1, 2)).p()).isEqualTo(1);
        assertThat(PairedTest.of(bySeed(2, 3), bySeed(1, 2)).p()).isEqualTo(0);
    }

    static Map<Long, Double> bySeed(double... values) {
        Map<Long, Double> bySeed = new TreeMap<>();
        for (double value : values) {
            bySeed.put(bySeed.size() + 1L, value);
        }
        return bySeed;
    }
}
