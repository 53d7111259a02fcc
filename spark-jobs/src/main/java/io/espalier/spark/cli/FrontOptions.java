package io.espalier.spark.cli;

import io.espalier.pareto.Objective;
import io.espalier.spark.report.Grids;
import io.espalier.spark.report.SweepObjectives;
import io.espalier.storage.Storage;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which front of a sweep is shown. */
final class FrontOptions {
    @Option(
            names = "--objectives",
            paramLabel = "COLUMN:min|max,...",
            description =
                    "Objectives in order; the first two are the axes of the plot. Default: the sweep's objectives.")
    private @Nullable String objectives;

    @Option(names = "--all", description = "Include trials of earlier versions of the sweep's file.")
    private boolean all;

    /** @throws io.espalier.binding.InvalidValueException if there is no such objective */
    List<Objective> objectives(Storage out) {
        return objectives == null ? SweepObjectives.of(out) : Objective.parseAll(objectives);
    }

    Grids grids() {
        return all ? Grids.ALL : Grids.PRESENT;
    }
}
