package io.espalier.pareto;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The two-sided paired t-test ("Student" 1908) of whether two treatments differ, paired by seed over the seeds that both
 * have. With differences d: t = mean(d) / (sd(d) / sqrt(n)), n - 1 degrees of freedom.
 *
 * <p>Differences that are all equal have no variance to divide by, and the test goes to its limit: p is 1 if they are all
 * 0 and 0 if they are not. The latter is as strong as the formula allows and, at n = 2, stronger than two seeds deserve;
 * read it together with n.
 *
 * @param n seeds that both have
 * @param difference mean of first less second; null without a shared seed
 * @param p probability of a mean difference this large if there were none; null with fewer than two shared seeds
 */
public record PairedTest(
        int n, @Nullable Double difference, @Nullable Double p) {
    /** The level at which the project calls a difference significant. */
    public static final double LEVEL = 0.05;

    /** @param first values by seed, and so is {@code second} */
    public static PairedTest of(Map<Long, Double> first, Map<Long, Double> second) {
        TreeMap<Long, Double> differences = new TreeMap<>();
        first.forEach((seed, value) -> {
            Double other = second.get(seed);
            if (other != null) {
                differences.put(seed, value - other);
            }
        });
        return differences.isEmpty() ? new PairedTest(0, null, null) : of(Estimate.of(differences.values()));
    }

    private static PairedTest of(Estimate difference) {
        return new PairedTest(difference.n(), difference.mean(), p(difference));
    }

    private static @Nullable Double p(Estimate difference) {
        Double deviation = difference.standardDeviation();
        if (deviation == null) {
            return null;
        }
        if (deviation == 0) {
            return difference.mean() == 0 ? 1.0 : 0.0;
        }
        return StudentT.twoSided(difference.mean() / deviation * Math.sqrt(difference.n()), difference.n() - 1);
    }

    /** Whether equality is rejected because the first is the greater. */
    public boolean firstIsGreater() {
        return difference != null && difference > 0 && p != null && p < LEVEL;
    }
}
