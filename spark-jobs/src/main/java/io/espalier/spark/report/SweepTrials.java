package io.espalier.spark.report;

import io.espalier.pareto.Objective;
import io.espalier.pareto.SweepReport;
import io.espalier.pareto.TrialResult;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The trials of a sweep as the report sees them.
 *
 * @param data those of each of its data
 * @param earlier how many trials of earlier grids are not among them
 * @param ofOtherData how many more are not, because their data have changed since
 */
public record SweepTrials(List<DataTrials> data, int earlier, int ofOtherData) {
    public SweepTrials {
        data = List.copyOf(data);
    }

    /** Trials of the grid, on whatever data. */
    public List<TrialResult> grid() {
        return data.stream().flatMap(trials -> trials.grid().stream()).toList();
    }

    /** Their controls, on whatever data. */
    public List<TrialResult> controls() {
        return data.stream().flatMap(trials -> trials.controls().stream()).toList();
    }

    /** A front for each data; an empty one without any trial. */
    public List<DataFront> fronts(List<Objective> objectives) {
        if (data.isEmpty()) {
            return List.of(new DataFront("", SweepReport.of(objectives, List.of())));
        }
        return data.stream()
                .map(trials ->
                        new DataFront(data.size() == 1 ? "" : trials.data(), SweepReport.of(objectives, trials.all())))
                .toList();
    }

    /** What a report says of the trials that it is not about; nothing where it is about all. */
    public String omitted() {
        return Stream.of(
                        earlier == 0
                                ? ""
                                : earlier
                                        + " trials of earlier versions of the file are not shown (--all shows them)\n",
                        ofOtherData == 0
                                ? ""
                                : ofOtherData
                                        + " trials are not shown: their data have changed since they ran (see verify)\n")
                .collect(Collectors.joining());
    }
}
