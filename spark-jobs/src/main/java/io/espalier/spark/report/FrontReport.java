package io.espalier.spark.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.espalier.pareto.Objective;
import io.espalier.storage.Storage;
import java.util.List;
import java.util.stream.Collectors;

/** The Pareto fronts of a sweep's folder, as the commands {@code run} and {@code pareto} show them. */
public record FrontReport(SweepTrials trials, List<DataFront> fronts) {
    /**
     * Of the rows that are there now.
     *
     * @throws io.espalier.binding.InvalidValueException if an objective is no numeric column of the table
     * @throws ReportException if the table cannot be read
     */
    public static FrontReport of(Storage out, List<Objective> objectives, Grids grids) {
        SweepTrials trials = TrialReader.read(out, objectives, grids);
        return new FrontReport(trials, trials.fronts(objectives));
    }

    /** As tables at most so many columns wide. */
    public String text(Width width) {
        return fronts.stream().map(front -> FrontTable.render(front, width)).collect(Collectors.joining())
                + trials.omitted();
    }

    /** For programs. */
    public List<ObjectNode> json() {
        return fronts.stream().map(FrontJson::tree).toList();
    }
}
