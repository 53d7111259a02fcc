package io.espalier.spark.cli;

import io.espalier.spark.report.Explanation;
import io.espalier.spark.report.SweepMembers;
import io.espalier.storage.Storage;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code explain OUT TRIAL}: where a candidate stands and why. Needs no Spark. */
@Command(
        name = "explain",
        description =
                "Say in words why a candidate is on the front or not, and what it gains and loses against its controls.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  explain out/quickstart efe6cae6",
            "      the candidate of the trial whose id begins with efe6cae6, over all its seeds",
            "  explain out/quickstart efe6cae6 --json | jq .status",
            "      output for other programs",
            "",
            "Exit status: 0 shown, 1 the tables cannot be read, 2 wrong usage, such as an unknown trial id."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class ExplainCommand extends Query {
    @Parameters(index = "0", paramLabel = "OUT", description = "Output folder of the sweep.")
    private Storage out;

    @Parameters(index = "1", paramLabel = "TRIAL", description = "Id of the trial, or its first digits.")
    private String trial;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    void print(PrintWriter terminal) {
        Explanation explanation = Explanation.of(SweepMembers.of(out), trial);
        if (json) {
            terminal.println(explanation.json());
        } else {
            explanation.lines().forEach(line -> Screen.width().wrap(line).forEach(terminal::println));
        }
    }
}
