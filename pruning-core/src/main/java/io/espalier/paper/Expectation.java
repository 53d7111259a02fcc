package io.espalier.paper;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.binding.Default;
import io.espalier.stats.Estimate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a figure must lie to count as reproduced. An ordering is the difference, {@code at-least: 0}.
 *
 * @param atLeast lower bound, inclusive; give this, {@code atMost} or both
 * @param atMost upper bound, inclusive; give this, {@code atLeast} or both
 * @param by which observations must lie in the range
 */
public record Expectation(
        @Nullable Double atLeast,
        @Nullable Double atMost,
        @Default("mean") By by) {
    /** The mean of the observations, its whole 95% confidence interval, or each observation. */
    public enum By {
        /** The mean of the observations. */
        MEAN,
        /** The whole 95% confidence interval of their mean. */
        INTERVAL,
        /** Each observation. */
        EACH
    }

    public Expectation {
        check(atLeast != null || atMost != null, "at-least", null, "be given, or at-most, or both");
        check(atLeast == null || atMost == null || atLeast <= atMost, "at-most", atMost, "not be below at-least");
    }

    /** Whether the observations agree: by their mean, and where each is to lie there, by each. */
    boolean agrees(List<Double> observations) {
        return contains(Estimate.of(observations).mean())
                && (by != By.EACH || observations.stream().allMatch(this::contains));
    }

    /** Whether the whole 95% confidence interval of their mean lies there, too; of one observation there is none. */
    boolean holdsWithConfidence(List<Double> observations) {
        Estimate estimate = Estimate.of(observations);
        Double margin = estimate.margin();
        return agrees(observations)
                && margin != null
                && contains(estimate.mean() - margin)
                && contains(estimate.mean() + margin);
    }

    private boolean contains(double value) {
        return (atLeast == null || value >= atLeast) && (atMost == null || value <= atMost);
    }
}
