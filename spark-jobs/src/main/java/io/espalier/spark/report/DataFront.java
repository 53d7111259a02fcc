package io.espalier.spark.report;

import io.espalier.pareto.SweepReport;

/**
 * The front of one of a sweep's data. Errors on different examples are not compared, so a grid that varies data has several.
 *
 * @param data their description; empty where the sweep has but one
 */
public record DataFront(String data, SweepReport report) {
    /** A line above the front; nothing where it is the only one. */
    public String heading() {
        return data.isEmpty() ? "" : "Data " + data + "\n";
    }
}
