package io.espalier.pareto;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.pareto.index.Points;
import org.junit.jupiter.api.Test;

class KneePointTest {
    @Test
    void liesFarthestFromTheLineBetweenTheEnds() {
        double[][] front = {{0, 1000}, {1, 300}, {2, 100}, {5, 50}, {10, 0}};
        assertThat(KneePoint.of(Points.minimizing(2, front))).hasValue(2);
    }

    @Test
    void doesNotDependOnUnits() {
        double[][] front = {{0, 1e9}, {0.1, 3e8}, {0.2, 1e8}, {0.5, 5e7}, {1, 0}};
        assertThat(KneePoint.of(Points.minimizing(2, front))).hasValue(2);
    }

    @Test
    void ignoresAnObjectiveThatDoesNotVary() {
        double[][] front = {{0, 7, 10}, {1, 7, 2}, {10, 7, 0}};
        assertThat(KneePoint.of(Points.minimizing(3, front))).hasValue(1);
    }

    @Test
    void weighsThreeObjectivesAlike() {
        double[][] front = {{0, 1, 1}, {1, 0, 1}, {1, 1, 0}, {0.3, 0.3, 0.3}, {0.1, 0.1, 0.8}};
        assertThat(KneePoint.of(Points.minimizing(3, front))).hasValue(3);
    }

    @Test
    void isAbsentOnAStraightOrBulgingFront() {
        double[][] straight = {{0, 0.3}, {0.1, 0.2}, {0.2, 0.1}, {0.3, 0}};
        double[][] bulging = {{0, 1}, {0.9, 0.9}, {1, 0}};
        assertThat(KneePoint.of(Points.minimizing(2, straight))).isEmpty();
        assertThat(KneePoint.of(Points.minimizing(2, bulging))).isEmpty();
    }

    @Test
    void isAbsentWithoutATradeOff() {
        assertThat(KneePoint.of(Points.minimizing(1, new double[][] {{3}, {3}})))
                .isEmpty();
        assertThat(KneePoint.of(Points.minimizing(2, new double[0][]))).isEmpty();
    }
}
