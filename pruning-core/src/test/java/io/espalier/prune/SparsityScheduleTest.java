package io.espalier.prune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SparsityScheduleTest {
    @Property
    void everyScheduleEndsAtTheTargetExactly(
            @ForAll SparsitySchedule schedule,
            @ForAll @IntRange(min = 1, max = 200) int rounds,
            @ForAll @DoubleRange(max = 1, maxIncluded = false) double target) {
        assertThat(schedule.at(rounds, rounds, target)).isEqualTo(target);
    }

    @Property
    void noScheduleEverFallsOrOvershoots(
            @ForAll SparsitySchedule schedule,
            @ForAll @IntRange(min = 1, max = 200) int rounds,
            @ForAll @DoubleRange(max = 1, maxIncluded = false) double target) {
        double last = 0;
        for (int round = 1; round <= rounds; round++) {
            double now = schedule.at(round, rounds, target);
            assertThat(now).isBetween(last, Math.nextUp(target));
            last = now;
        }
    }

    @Test
    void geometricRemovesTheSameFractionEveryRound() {
        assertThat(SparsitySchedule.GEOMETRIC.at(1, 2, 0.99)).isCloseTo(0.9, within(1e-12));
        assertThat(SparsitySchedule.GEOMETRIC.at(2, 3, 0.999)).isCloseTo(0.99, within(1e-12));
    }

    @Test
    void cubicIsFastAtFirst() {
        assertThat(SparsitySchedule.CUBIC.at(1, 2, 0.8)).isCloseTo(0.7, within(1e-12));
    }
}
