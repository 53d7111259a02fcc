package io.espalier.spark.sweep;

import java.time.Duration;
import java.util.Locale;

/**
 * What a run was expected to take when it began.
 *
 * @param time until its end
 * @param coreSeconds of all its branches
 * @param begin in nanoseconds
 */
record Prediction(Duration time, double coreSeconds, long begin) {
    private static final double NANOS = 1e9;
    private static final double SECONDS_PER_HOUR = 3600;

    /** Beside what it took, as in {@code expected 0:01:10 and 0.038 core-hours, took 0:01:17 (+10%) and 0.041}. */
    String text(Duration took, double busySeconds) {
        return String.format(
                Locale.ROOT,
                "expected %s and %.3g core-hours, took %s (%+.0f%%) and %.3g",
                clock(time),
                coreSeconds / SECONDS_PER_HOUR,
                clock(took),
                100 * (took.toNanos() / NANOS / Math.max(time.toNanos() / NANOS, 1e-9) - 1),
                busySeconds / SECONDS_PER_HOUR);
    }

    /** Hours, minutes and seconds, at least one. */
    static String clock(Duration time) {
        Duration rounded = Duration.ofSeconds(Math.max(1, Math.round(time.toNanos() / NANOS)));
        return String.format("%d:%02d:%02d", rounded.toHours(), rounded.toMinutesPart(), rounded.toSecondsPart());
    }
}
