package io.espalier.spark.cli;

import io.espalier.pareto.Objective;
import io.espalier.spark.page.SweepPage;
import io.espalier.spark.report.Grids;
import io.espalier.spark.report.ReportException;
import io.espalier.storage.Storage;
import java.util.List;

/** The line in which commands that show a front tell where its page is. */
final class PageLine {
    private PageLine() {}

    /** Writes the page. The front was shown, so it is no failure where there can be no page. */
    static String of(Storage out, List<Objective> objectives, Grids grids) {
        try {
            return "page: " + SweepPage.of(out, objectives, grids, command()).write(out);
        } catch (ReportException e) {
            return "no HTML page was written: " + e.getMessage();
        }
    }

    /** What the user calls the command line. */
    static String command() {
        return System.getProperty("espalier.command", "espalier");
    }
}
