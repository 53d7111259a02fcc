package io.espalier.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.run.action.ProcessClock;
import io.espalier.run.action.TrialFailure;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TrialExecutorTest {
    private final AtomicLong now = new AtomicLong();
    private final ProcessClock clock = new ProcessClock(now::get);
    private final TrialExecutor executor = new TrialExecutor(10.0, 0, clock);

    private String after(Duration gap, int times) {
        for (int i = 0; i < times; i++) {
            now.addAndGet(gap.toNanos());
            clock.nanoTime();
        }
        return "done";
    }

    @Test
    void aProcessThatStoodStillHasLostNoTime() throws InterruptedIOException {
        assertThat(executor.call(() -> after(Duration.ofMinutes(15), 2))).isEqualTo("done");
        assertThat(executor.call(() -> after(Duration.ofSeconds(1), 5)))
                .as("4 s of 10 are gone")
                .isEqualTo("done");
    }

    @Test
    void timeThatItRanIsGone() throws InterruptedIOException {
        assertThat(executor.call(() -> after(Duration.ofMillis(500), 19))).isEqualTo("done");
        CountDownLatch never = new CountDownLatch(1);
        assertThatThrownBy(() -> executor.call(() -> after(Duration.ofSeconds(1), 1) + awaited(never)))
                .isInstanceOf(TrialFailure.class)
                .hasMessage("Cannot finish within the limit of 10.0 s");
    }

    @Test
    void waitsOnWhereLessCountedThanPassed() throws InterruptedIOException {
        TrialExecutor brief = new TrialExecutor(0.05, 0, clock);
        CountDownLatch never = new CountDownLatch(1);
        assertThat(brief.call(() -> slept(Duration.ofMillis(300)))).isEqualTo("done");
        assertThatThrownBy(() -> brief.call(() -> {
                    now.addAndGet(Duration.ofSeconds(1).toNanos());
                    return awaited(never);
                }))
                .isInstanceOf(TrialFailure.class);
    }

    private static String slept(Duration time) {
        try {
            Thread.sleep(time.toMillis());
            return "done";
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String awaited(CountDownLatch latch) {
        try {
            latch.await();
            return "done";
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
