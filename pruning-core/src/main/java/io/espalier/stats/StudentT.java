package io.espalier.stats;

import org.apache.commons.statistics.distribution.TDistribution;

/** Student's t distribution ("Student" 1908). */
final class StudentT {
    private StudentT() {}

    /** The value that a draw stays below with probability {@code p}. */
    static double quantile(double p, int degreesOfFreedom) {
        return TDistribution.of(degreesOfFreedom).inverseCumulativeProbability(p);
    }

    /** The probability that a draw lies at least as far from 0 as {@code t}. */
    static double twoSided(double t, double degreesOfFreedom) {
        return 2 * TDistribution.of(degreesOfFreedom).survivalProbability(Math.abs(t));
    }
}
