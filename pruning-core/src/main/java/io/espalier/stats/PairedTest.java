package io.espalier.stats;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The two-sided test of whether two treatments differ, paired by seed over the n seeds that both have. Both the seeds and
 * the examples have to tell them apart: with differences d, p is the greater of that of Student's (1908) paired t-test and
 * that of the same with one variance more, of the examples that all seeds share,
 *
 * <pre>
 *   t = mean(d) / sqrt(a),       n - 1 degrees of freedom,   a = var(d) / n
 *   t = mean(d) / sqrt(a + b),   (a + b)^2 / (a^2 / (n - 1) + b^2 / f) of them   (Satterthwaite 1946, Welch 1947)
 * </pre>
 *
 * where b and f are the {@linkplain Resolution resolution}'s variance and its degrees of freedom. So the standard error
 * of a difference of errors is never less than what the validation examples resolve, and seeds that agree by chance decide
 * nothing. Where b is 0 (a column that is no count) and the differences are all equal but not 0, the sign test stands in:
 * p = 2^(1 - n). {@code scripts/bench/verdicts} simulates what this decides.
 *
 * @param n seeds that both have
 * @param difference mean of first less second; null without a shared seed
 * @param p probability of a mean difference this large if there were none; null with fewer than two shared seeds
 */
public record PairedTest(
        int n, @Nullable Double difference, @Nullable Double p) {
    /** The level at which the project calls a difference significant. */
    public static final double LEVEL = 0.05;

    /**
     * @param first values by seed, and so is {@code second}
     * @param resolution of both
     */
    public static PairedTest of(Map<Long, Double> first, Map<Long, Double> second, Resolution resolution) {
        List<Double> ours = new ArrayList<>();
        List<Double> theirs = new ArrayList<>();
        List<Double> differences = new ArrayList<>();
        first.forEach((seed, value) -> {
            Double other = second.get(seed);
            if (other != null) {
                ours.add(value);
                theirs.add(other);
                differences.add(resolution.difference(value, other));
            }
        });
        if (differences.isEmpty()) {
            return new PairedTest(0, null, null);
        }
        double shared = resolution.variance(resolution.mean(ours), resolution.mean(theirs));
        return of(Estimate.of(differences, resolution), shared, resolution.freedom(differences.size()));
    }

    private static PairedTest of(Estimate difference, double shared, double freedom) {
        return new PairedTest(difference.n(), difference.mean(), p(difference, shared, freedom));
    }

    private static @Nullable Double p(Estimate difference, double shared, double freedom) {
        Double deviation = difference.standardDeviation();
        if (deviation == null) {
            return null;
        }
        double mean = difference.mean();
        if (mean == 0) {
            return 1.0;
        }
        int n = difference.n();
        double seeds = deviation * deviation / n;
        if (shared == 0 && deviation <= Resolution.Continuous.ROUNDING * Math.abs(mean)) {
            return Math.pow(2, 1 - n);
        }
        double variance = seeds + shared;
        double degrees = variance * variance / (seeds * seeds / (n - 1) + shared * shared / freedom);
        double withExamples = StudentT.twoSided(mean / Math.sqrt(variance), degrees);
        return seeds == 0 ? withExamples : Math.max(withExamples, StudentT.twoSided(mean / Math.sqrt(seeds), n - 1));
    }

    /** Whether equality is rejected because the first is the greater. */
    public boolean firstIsGreater() {
        return difference != null && difference > 0 && p != null && p < LEVEL;
    }
}
