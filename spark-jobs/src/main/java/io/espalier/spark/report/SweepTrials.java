package io.espalier.spark.report;

import io.espalier.pareto.Observation;
import java.util.List;

/**
 * The trials of a sweep as the report sees them.
 *
 * @param grid trials of the grid, which compete for the front
 * @param controls what these have to beat; their axes begin with {@code control}
 */
public record SweepTrials(List<Observation> grid, List<Observation> controls) {
    public SweepTrials {
        grid = List.copyOf(grid);
        controls = List.copyOf(controls);
    }
}
