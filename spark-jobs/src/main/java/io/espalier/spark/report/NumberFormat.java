package io.espalier.spark.report;

import io.espalier.stats.Estimate;
import java.util.Locale;

/** How numbers of a column are written for people. */
public enum NumberFormat {
    /** Fractions in [0, 1], written in percent. */
    PERCENT("%.2f", 100),
    /** Whole things: bytes, MACs, parameters. */
    COUNT("%,.0f", 1),
    /** All else. */
    NUMBER("%.4g", 1);

    private final String format;
    private final double scale;

    NumberFormat(String format, double scale) {
        this.format = format;
        this.scale = scale;
    }

    public static NumberFormat of(String column) {
        if (column.endsWith("_error") || column.endsWith("_sparsity")) {
            return PERCENT;
        }
        return column.matches("bytes.*|.*macs|parameters|prunable|nonzeros|iterations") ? COUNT : NUMBER;
    }

    /** A column's name with its unit. */
    static String header(String column) {
        return of(column) == PERCENT ? column + " %" : column;
    }

    String write(double value) {
        return String.format(Locale.ROOT, format, value * scale);
    }

    /** The mean with half its confidence interval, where seeds differ. */
    String write(Estimate estimate) {
        Double margin = estimate.margin();
        return margin == null || margin == 0
                ? write(estimate.mean())
                : write(estimate.mean()) + " ±" + write((double) margin);
    }
}
