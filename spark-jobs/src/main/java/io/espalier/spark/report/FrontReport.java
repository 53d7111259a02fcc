package io.espalier.spark.report;

import io.espalier.pareto.Objective;
import io.espalier.pareto.SweepReport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;

/**
 * The Pareto front of a sweep's folder, as the commands {@code run} and {@code pareto} show it.
 *
 * @param out folder of the sweep
 */
public record FrontReport(Path out, SweepTrials trials, SweepReport report) {
    /**
     * Of the rows that are there now.
     *
     * @throws io.espalier.binding.InvalidValueException if an objective is no numeric column of the table
     * @throws ReportException if the table cannot be read
     */
    public static FrontReport of(Path out, List<Objective> objectives, Grids grids) {
        SweepTrials trials = TrialReader.read(out, objectives, grids);
        return new FrontReport(out, trials, SweepReport.of(objectives, trials.all()));
    }

    /** As a table at most so many columns wide, and as a page in the folder. */
    public void print(PrintWriter terminal, Width width) {
        terminal.print(FrontTable.render(report, width));
        terminal.print(trials.omitted());
        terminal.println(page());
        terminal.flush();
    }

    /** Where the page is; the front was shown, so it is no failure where there can be none. */
    private String page() {
        try {
            return "page: " + FrontPage.of(report).write(out);
        } catch (ReportException e) {
            return "no page was written: " + e.getMessage();
        }
    }
}
