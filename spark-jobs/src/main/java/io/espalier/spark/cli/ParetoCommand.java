package io.espalier.spark.cli;

import io.espalier.pareto.Objective;
import io.espalier.spark.report.FrontJson;
import io.espalier.spark.report.FrontReport;
import io.espalier.spark.report.Grids;
import io.espalier.storage.Storage;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pareto OUT}: shows the Pareto front of a sweep, finished or running. Needs no Spark. */
@Command(
        name = "pareto",
        description = "Show the Pareto front of a sweep, with confidence over seeds and verdicts against its controls.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  pareto out/quickstart",
            "      in the sweep's objectives; also writes report.html to the folder",
            "  pareto out/quickstart --objectives validation_error:min,nonzero_macs:min",
            "      in other objectives: any numeric columns of the trials table",
            "  pareto out/quickstart --json | jq '.front[] | {axes, trials}'",
            "      output for other programs",
            "",
            "Exit status: 0 shown, 1 the table cannot be read, 2 wrong usage."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class ParetoCommand extends Query {
    @Parameters(paramLabel = "OUT", description = "Output folder of the sweep.")
    private Storage out;

    @Mixin
    private FrontOptions options;

    @Option(names = "--json", description = "Print JSON instead of a table; write no HTML page.")
    private boolean json;

    @Override
    void print(PrintWriter terminal) {
        List<Objective> objectives = options.objectives(out);
        Grids grids = options.grids();
        FrontReport report = FrontReport.of(out, objectives, grids);
        if (json) {
            report.fronts().forEach(front -> terminal.println(FrontJson.render(front)));
        } else {
            Paint.VERDICTS.print(terminal, report.text(Screen.width()));
            terminal.println(PageLine.of(out, objectives, grids));
        }
    }
}
