package io.espalier.spark.cli;

import io.espalier.spark.report.MemberComparison;
import io.espalier.spark.report.SweepMembers;
import io.espalier.storage.Storage;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code compare OUT TRIAL TRIAL}: two candidates, controls or baselines side by side. Needs no Spark. */
@Command(
        name = "compare",
        description = "Compare two candidates, controls or baselines over their seeds, with paired tests.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  compare out/quickstart efe6cae6 b5e00d0f",
            "      all seeds of the candidates that the two trials belong to",
            "  compare out/quickstart efe6cae6 b5e00d0f --json | jq .columns",
            "      output for other programs",
            "",
            "Exit status: 0 compared, 1 the tables cannot be read, 2 wrong usage, such as an unknown trial id."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class CompareCommand extends Query {
    @Parameters(index = "0", paramLabel = "OUT", description = "Output folder of the sweep.")
    private Storage out;

    @Parameters(index = "1", paramLabel = "TRIAL", description = "Id of a trial of the first, or its first digits.")
    private String first;

    @Parameters(index = "2", paramLabel = "TRIAL", description = "The same of the second.")
    private String second;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    void print(PrintWriter terminal) {
        MemberComparison comparison = MemberComparison.of(SweepMembers.of(out), first, second);
        terminal.print(json ? comparison.json() + System.lineSeparator() : comparison.text());
    }
}
