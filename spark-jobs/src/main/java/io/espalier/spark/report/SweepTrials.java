package io.espalier.spark.report;

import io.espalier.pareto.TrialResult;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The trials of a sweep as the report sees them.
 *
 * @param grid trials of the grid
 * @param controls what these have to beat; their axes begin with {@code control}
 * @param earlier how many trials of earlier grids are not among them
 * @param ofOtherData how many more are not, because their data have changed since
 */
public record SweepTrials(List<TrialResult> grid, List<TrialResult> controls, int earlier, int ofOtherData) {
    public SweepTrials {
        grid = List.copyOf(grid);
        controls = List.copyOf(controls);
    }

    /** All that can be deployed. */
    public List<TrialResult> all() {
        return Stream.concat(grid.stream(), controls.stream()).toList();
    }

    /** What a report says of the trials that it is not about; nothing where it is about all. */
    public String omitted() {
        return Stream.of(
                        earlier == 0 ? "" : earlier + " trials of earlier grids are not shown (--all shows them)\n",
                        ofOtherData == 0
                                ? ""
                                : ofOtherData + " trials are not shown: their data have changed since (see verify)\n")
                .collect(Collectors.joining());
    }
}
