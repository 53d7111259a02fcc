package io.espalier.spark.report;

import io.espalier.pareto.TrialResult;
import java.util.List;
import java.util.stream.Stream;

/**
 * The trials of a sweep on one data.
 *
 * @param data their description, in a line
 * @param grid trials of the grid
 * @param controls what these have to beat; their axes begin with {@code control}
 */
public record DataTrials(String data, List<TrialResult> grid, List<TrialResult> controls) {
    public DataTrials {
        grid = List.copyOf(grid);
        controls = List.copyOf(controls);
    }

    /** All that can be deployed. */
    public List<TrialResult> all() {
        return Stream.concat(grid.stream(), controls.stream()).toList();
    }
}
