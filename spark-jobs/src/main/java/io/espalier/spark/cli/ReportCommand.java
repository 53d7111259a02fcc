package io.espalier.spark.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.espalier.binding.InvalidValueException;
import io.espalier.pareto.Objective;
import io.espalier.spark.page.SweepPage;
import io.espalier.spark.report.Grids;
import io.espalier.spark.report.SweepObjectives;
import io.espalier.storage.Storage;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code report OUT}: writes the page of a sweep, finished or running. Needs no Spark. */
@Command(
        name = "report",
        description =
                "Write the page of a sweep: one HTML file with plots, tables and every candidate, to open in a browser.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  report out/quickstart",
            "      writes out/quickstart/report.html, which needs no network",
            "  report out/quickstart --objectives validation_error:min,nonzero_macs:min",
            "      with the front of other objectives: any numeric columns of the trials table",
            "  report out/quickstart --json | jq -r .page",
            "      where it is, for other programs",
            "",
            "Exit status: 0 written, 1 the tables cannot be read, 2 wrong usage."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class ReportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "OUT", description = "Output folder of the sweep.")
    private Storage out;

    @Option(
            names = "--objectives",
            paramLabel = "COLUMN:min|max,...",
            description = "Objectives of the front. Default: the sweep's objectives.")
    private @Nullable String objectives;

    @Option(names = "--all", description = "Include trials of earlier versions of the sweep's file.")
    private boolean all;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
        try {
            SweepPage page = SweepPage.of(
                    out,
                    objectives == null ? SweepObjectives.of(out) : Objective.parseAll(objectives),
                    all ? Grids.ALL : Grids.PRESENT,
                    PageLine.command());
            PrintWriter terminal = spec.commandLine().getOut();
            String file = page.write(out);
            terminal.println(
                    json
                            ? JsonNodeFactory.instance
                                    .objectNode()
                                    .put("page", file)
                                    .toPrettyString()
                            : "page: " + file);
            terminal.flush();
            return ExitCode.OK;
        } catch (InvalidValueException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }
}
