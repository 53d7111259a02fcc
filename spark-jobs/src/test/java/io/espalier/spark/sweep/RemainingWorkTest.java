package io.espalier.spark.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RemainingWorkTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void isUnknownBeforeAnyIsDone() {
        RemainingWork work = new RemainingWork();
        work.planned(10, 0);
        assertThat(work.left(SECOND)).isEmpty();
    }

    @Test
    void isNothingWhereNothingIsPlanned() {
        RemainingWork work = new RemainingWork();
        work.planned(0, 0);
        assertThat(work.left(SECOND)).hasValue(Duration.ZERO);
    }

    /** However costly the pieces are: at one pace it is right after the first. */
    @Property
    void isRightWhereThePaceIsEven(
            @ForAll @IntRange(min = 1, max = 100) int first,
            @ForAll @IntRange(min = 1, max = 10_000) int rest,
            @ForAll @IntRange(min = 1, max = 50) int secondsPerCost) {
        RemainingWork work = new RemainingWork();
        work.planned(first + rest, 7 * SECOND);
        work.done(first, (7 + (long) first * secondsPerCost) * SECOND);
        assertThat(work.left((7 + (long) first * secondsPerCost) * SECOND))
                .hasValue(Duration.ofSeconds((long) rest * secondsPerCost));
    }

    @Test
    void runsDownBetweenPieces() {
        RemainingWork work = new RemainingWork();
        work.planned(10, 0);
        work.done(5, 10 * SECOND);
        assertThat(work.left(13 * SECOND)).hasValue(Duration.ofSeconds(7));
        assertThat(work.left(30 * SECOND)).hasValue(Duration.ZERO);
    }
}
