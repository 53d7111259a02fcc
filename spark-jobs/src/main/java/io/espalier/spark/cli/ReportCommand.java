package io.espalier.spark.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.espalier.binding.InvalidValueException;
import io.espalier.spark.page.SweepPage;
import io.espalier.storage.Storage;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
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

    @Mixin
    private FrontOptions options;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
        try {
            SweepPage page = SweepPage.of(out, options.objectives(out), options.grids(), PageLine.command());
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
