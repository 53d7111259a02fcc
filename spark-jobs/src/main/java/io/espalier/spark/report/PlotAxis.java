package io.espalier.spark.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.DoubleSummaryStatistics;
import java.util.List;

/**
 * One axis of a plot: values from {@code low} to {@code high} on the scale of {@code spacing}, drawn from pixel {@code
 * start} to pixel {@code end}.
 */
record PlotAxis(Spacing spacing, double low, double high, double start, double end) {
    /** How values are spread along an axis. */
    enum Spacing {
        LINEAR,
        LOGARITHMIC;

        private double scale(double value) {
            return this == LINEAR ? value : Math.log10(Math.max(0, value));
        }
    }

    private static final double MARGIN = 0.05;
    private static final int MOST_TICKS = 8;
    private static final int MANY_DECADES = 3;

    /** Covers all values with a margin; spaced logarithmically if they are positive and span a decade. */
    static PlotAxis over(Collection<Double> values, double start, double end) {
        double least = Collections.min(values);
        Spacing spacing = least > 0 && Collections.max(values) >= 10 * least ? Spacing.LOGARITHMIC : Spacing.LINEAR;
        DoubleSummaryStatistics extent =
                values.stream().mapToDouble(spacing::scale).summaryStatistics();
        double range = extent.getMax() - extent.getMin();
        double margin = MARGIN * (range > 0 ? range : 1);
        return new PlotAxis(spacing, extent.getMin() - margin, extent.getMax() + margin, start, end);
    }

    /** The pixel of a value; infinitely far if it is not positive on a logarithmic axis. */
    double place(double value) {
        return start + (spacing.scale(value) - low) / (high - low) * (end - start);
    }

    /** Round values along the axis, ascending. */
    List<Double> ticks() {
        return spacing == Spacing.LINEAR ? linearTicks() : logarithmicTicks();
    }

    private List<Double> linearTicks() {
        double step = step((high - low) / MOST_TICKS);
        List<Double> ticks = new ArrayList<>();
        for (long i = (long) Math.ceil(low / step); i * step <= high; i++) {
            ticks.add(i * step);
        }
        return ticks;
    }

    /** The least of 1, 2, 5 and 10 times a power of ten that is no less than {@code least}. */
    private static double step(double least) {
        double decade = Math.pow(10, Math.floor(Math.log10(least)));
        for (int factor : new int[] {1, 2, 5}) {
            if (factor * decade >= least) {
                return factor * decade;
            }
        }
        return 10 * decade;
    }

    private List<Double> logarithmicTicks() {
        List<Double> ticks = new ArrayList<>();
        int[] factors = high - low > MANY_DECADES ? new int[] {1} : new int[] {1, 2, 5};
        for (int exponent = (int) Math.floor(low); exponent <= high; exponent++) {
            for (int factor : factors) {
                double tick = factor * Math.pow(10, exponent);
                if (spacing.scale(tick) >= low && spacing.scale(tick) <= high) {
                    ticks.add(tick);
                }
            }
        }
        return ticks;
    }
}
