package io.espalier.spark.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.espalier.spark.page.SweepPage;
import io.espalier.storage.Storage;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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
public final class ReportCommand extends Query {
    @Parameters(paramLabel = "OUT", description = "Output folder of the sweep.")
    private Storage out;

    @Mixin
    private FrontOptions options;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    void print(PrintWriter terminal) {
        String file = SweepPage.of(out, options.objectives(out), options.grids(), PageLine.command())
                .write(out);
        terminal.println(
                json ? JsonNodeFactory.instance.objectNode().put("page", file).toPrettyString() : "page: " + file);
    }
}
