package io.espalier.spark.sweep;

import java.util.HashMap;
import java.util.Map;

/**
 * How long kinds of work take, by what was measured of them; by the plan, at the pace of all that was measured, where nothing
 * was. A branch does several kinds of work, and only its whole time is known: each kind has the part of it that
 * was expected of it by then.
 */
final class MeasuredCosts {
    /** Planned seconds of a kind that weigh as much as what was expected of it before. */
    private static final double TRUST = 0.05;

    private final Map<String, Tally> kinds = new HashMap<>();
    private Tally all = Tally.NONE;

    /** Seconds that were planned, and that they took. */
    private record Tally(double planned, double measured) {
        static final Tally NONE = new Tally(0, 0);

        Tally plus(Tally other) {
            return new Tally(planned + other.planned, measured + other.measured);
        }

        /** Seconds taken by one that was planned; before anything was measured as many as expected. */
        double factor(double expected) {
            return (measured + TRUST * expected) / (planned + TRUST);
        }
    }

    /** Learns from work that took so long. */
    void learn(Map<String, Double> planned, double seconds) {
        double expected = expected(planned);
        if (expected <= 0) {
            return;
        }
        Map<String, Double> parts = new HashMap<>();
        planned.forEach((kind, cost) -> parts.put(kind, seconds * cost * factor(kind) / expected));
        parts.forEach((kind, part) -> kinds.merge(kind, new Tally(planned.getOrDefault(kind, 0.0), part), Tally::plus));
        all = all.plus(new Tally(sum(planned), seconds));
    }

    /** Seconds of work that is planned to take so many. */
    double expected(Map<String, Double> planned) {
        return planned.entrySet().stream()
                .mapToDouble(cost -> cost.getValue() * factor(cost.getKey()))
                .sum();
    }

    /** Seconds that one planned second of each kind came to, of those that were measured. */
    Map<String, Double> factors() {
        Map<String, Double> factors = new HashMap<>();
        kinds.keySet().forEach(kind -> factors.put(kind, factor(kind)));
        return factors;
    }

    private double factor(String kind) {
        return kinds.getOrDefault(kind, Tally.NONE).factor(all.factor(1));
    }

    private static double sum(Map<String, Double> planned) {
        return planned.values().stream().mapToDouble(Double::doubleValue).sum();
    }
}
