package io.espalier.spark.sweep;

import java.util.HashMap;
import java.util.Map;

/**
 * How long kinds of work take, by what was measured of them; by the plan, at the pace of all that was measured, where nothing
 * was. A branch does several kinds of work, and only its whole time is known: each kind has the part of it that
 * was expected of it by then.
 */
final class MeasuredCosts {
    /** Kind of what the first branch of a slot takes besides; the pace of other kinds does not go by it. */
    static final String START = "start";

    /** Planned seconds of a kind that weigh as much as what was expected of it before. */
    private static final double TRUST = 1;

    /** Planned seconds after which an observation weighs a third: other branches of the kind differ from the first ones. */
    private static final double MEMORY = 12;

    private final Map<String, Tally> kinds = new HashMap<>();
    private Tally all = Tally.NONE;

    /** Seconds that were planned, and that they took. */
    private record Tally(double planned, double measured) {
        static final Tally NONE = new Tally(0, 0);

        Tally plus(Tally other) {
            return new Tally(planned + other.planned, measured + other.measured);
        }

        Tally then(Tally next) {
            double kept = Math.exp(-next.planned / MEMORY);
            return new Tally(kept * planned + next.planned, kept * measured + next.measured);
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
        Map<String, Tally> tallies = new HashMap<>();
        parts.forEach((kind, part) -> tallies.put(kind, new Tally(planned.getOrDefault(kind, 0.0), part)));
        tallies.forEach((kind, tally) -> kinds.merge(kind, tally, Tally::then));
        tallies.remove(START);
        all = all.then(tallies.values().stream().reduce(Tally.NONE, Tally::plus));
    }

    /** Seconds that were measured and not forgotten. */
    double seconds() {
        return all.measured();
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
}
