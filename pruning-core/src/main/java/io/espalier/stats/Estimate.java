package io.espalier.stats;

import static io.espalier.binding.InvalidValueException.check;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * What seeds say about a number.
 *
 * @param n how many seeds; at least 1
 * @param standardDeviation of the sample, with n - 1 in the denominator; null for one seed
 * @param margin half the width of the 95% confidence interval of the mean, by Student's t with n - 1 degrees of freedom;
 *     null for one seed
 */
public record Estimate(
        int n,
        double mean,
        @Nullable Double standardDeviation,
        @Nullable Double margin) {

    /** Equal values give exactly that mean and a deviation of exactly 0. */
    public static Estimate of(Collection<Double> values) {
        return of(values, Resolution.of(values));
    }

    /** The same of values whose resolution is known: equal means are equal to the last bit. */
    public static Estimate of(Collection<Double> values, Resolution resolution) {
        check(!values.isEmpty(), "sample", values, "hold a value");
        double mean = resolution.mean(values);
        if (values.size() == 1) {
            return new Estimate(1, mean, null, null);
        }
        int freedom = values.size() - 1;
        double squares = values.stream()
                .mapToDouble(value -> (value - mean) * (value - mean))
                .sum();
        double deviation = Math.sqrt(squares / freedom);
        double margin = StudentT.quantile(0.975, freedom) * deviation / Math.sqrt(values.size());
        return new Estimate(values.size(), mean, deviation, margin);
    }
}
