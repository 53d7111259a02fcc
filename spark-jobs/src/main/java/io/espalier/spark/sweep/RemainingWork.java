package io.espalier.spark.sweep;

import java.time.Duration;
import java.util.Optional;

/**
 * How long what is left of a sweep takes: by its expected cost, at the pace that the work done so far had. Trials are no
 * measure of it, since training comes first and most trials end at the end.
 */
final class RemainingWork {
    /** Without end until it is planned. */
    private double planned = Double.POSITIVE_INFINITY;

    private double done;
    private long begin;
    private long last;

    /**
     * Work to be done from now on.
     *
     * @param cost in expected seconds on one core
     * @param now in nanoseconds
     */
    synchronized void planned(double cost, long now) {
        planned = cost;
        done = 0;
        begin = now;
        last = now;
    }

    /** So much of it is done. */
    synchronized void done(double cost, long now) {
        done += cost;
        last = now;
    }

    /** What is left, as of now; empty as long as some is planned and none done. */
    synchronized Optional<Duration> left(long now) {
        if (done >= planned) {
            return Optional.of(Duration.ZERO);
        }
        if (done <= 0) {
            return Optional.empty();
        }
        double pace = (last - begin) / done;
        double since = now - last;
        return Optional.of(Duration.ofNanos((long) Math.max(0, (planned - done) * pace - since)));
    }
}
