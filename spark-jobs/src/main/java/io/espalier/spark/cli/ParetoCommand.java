package io.espalier.spark.cli;

import io.espalier.binding.InvalidValueException;
import io.espalier.pareto.Objective;
import io.espalier.spark.report.FrontJson;
import io.espalier.spark.report.FrontReport;
import io.espalier.spark.report.Grids;
import io.espalier.spark.report.SweepObjectives;
import io.espalier.storage.Storage;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

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
public final class ParetoCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "OUT", description = "Output folder of the sweep.")
    private Storage out;

    @Option(
            names = "--objectives",
            paramLabel = "COLUMN:min|max,...",
            description =
                    "Objectives in order; the first two are the axes of the plot. Default: the sweep's objectives.")
    private @Nullable String objectives;

    @Option(names = "--all", description = "Include trials of earlier versions of the sweep's file.")
    private boolean all;

    @Option(names = "--json", description = "Print JSON instead of a table; write no HTML page.")
    private boolean json;

    @Override
    public Integer call() {
        List<Objective> chosen = objectives();
        Grids grids = all ? Grids.ALL : Grids.PRESENT;
        FrontReport report = report(chosen, grids);
        PrintWriter terminal = spec.commandLine().getOut();
        if (json) {
            report.fronts().forEach(front -> terminal.println(FrontJson.render(front)));
            terminal.flush();
        } else {
            Paint.VERDICTS.print(terminal, report.text(Screen.width()));
            terminal.println(PageLine.of(out, chosen, grids));
            terminal.flush();
        }
        return ExitCode.OK;
    }

    private List<Objective> objectives() {
        try {
            return objectives == null ? SweepObjectives.of(out) : Objective.parseAll(objectives);
        } catch (InvalidValueException e) {
            throw usage(e.getMessage());
        }
    }

    private FrontReport report(List<Objective> chosen, Grids grids) {
        try {
            return FrontReport.of(out, chosen, grids);
        } catch (InvalidValueException e) {
            throw usage(e.getMessage());
        }
    }

    private ParameterException usage(@Nullable String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
