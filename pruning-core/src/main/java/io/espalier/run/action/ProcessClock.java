package io.espalier.run.action;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A monotonic clock that stands still while its process does: stopped by a signal, on a machine that slept. A daemon thread
 * reads it all the time, so that a long gap between two readings can only mean that nothing ran; of such a gap no more than
 * {@link #LONGEST_GAP} counts.
 */
public final class ProcessClock {
    private static final Duration BETWEEN_READINGS = Duration.ofMillis(100);
    static final Duration LONGEST_GAP = Duration.ofSeconds(2);
    private static final ProcessClock HERE = read(new ProcessClock(System::nanoTime));

    private final LongSupplier source;
    private long last;
    private long sum;

    /** @param source nanoseconds of a monotonic clock that goes on while the process stands still */
    public ProcessClock(LongSupplier source) {
        this.source = source;
        this.last = source.getAsLong();
    }

    /** This process's own. */
    public static ProcessClock here() {
        return HERE;
    }

    /** Nanoseconds that the process has run since some fixed point. */
    public synchronized long nanoTime() {
        long now = source.getAsLong();
        sum += Math.min(now - last, LONGEST_GAP.toNanos());
        last = now;
        return sum;
    }

    /** Seconds since {@link #nanoTime()} was {@code start}. */
    public double secondsSince(long start) {
        return (nanoTime() - start) / 1e9;
    }

    private static ProcessClock read(ProcessClock clock) {
        Thread reader = new Thread(clock::readAllTheTime, "espalier-clock");
        reader.setDaemon(true);
        reader.start();
        return clock;
    }

    private void readAllTheTime() {
        try {
            while (true) {
                nanoTime();
                Thread.sleep(BETWEEN_READINGS.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
