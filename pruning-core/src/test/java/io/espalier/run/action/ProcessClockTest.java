package io.espalier.run.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProcessClockTest {
    private final AtomicLong source = new AtomicLong(-5);
    private final ProcessClock clock = new ProcessClock(source::get);
    private final long start = clock.nanoTime();

    @Test
    void countsWhatPassesBetweenReadings() {
        for (int i = 0; i < 100; i++) {
            source.addAndGet(Duration.ofMillis(100).toNanos());
            clock.nanoTime();
        }
        assertThat(clock.secondsSince(start)).isEqualTo(10);
    }

    @Test
    void countsOfALongGapNoMoreThanItsBound() {
        source.addAndGet(Duration.ofMinutes(15).toNanos());
        assertThat(clock.secondsSince(start)).isEqualTo(ProcessClock.LONGEST_GAP.toSeconds());
        source.addAndGet(Duration.ofMillis(500).toNanos());
        assertThat(clock.secondsSince(start)).isEqualTo(ProcessClock.LONGEST_GAP.toSeconds() + 0.5);
    }
}
