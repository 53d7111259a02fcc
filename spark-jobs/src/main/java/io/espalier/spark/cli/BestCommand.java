package io.espalier.spark.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.espalier.spark.report.ChosenTrial;
import io.espalier.storage.Storage;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code best OUT}: chooses one trial, and exports it. Needs no Spark, unless the data are a table of one's own. */
@Command(
        name = "best",
        description = "Choose the trial with the best value of one column, among those that meet the conditions.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  best out/quickstart",
            "      the lowest validation error",
            "  best out/quickstart --where 'bytes <= 10000' --where 'macs < 4000' --by validation_error",
            "      among small networks",
            "  best out/quickstart --where 'bytes <= 10000' --export onnx --to . --name small",
            "      as small.onnx in this folder",
            "  best out/quickstart --json | jq -r .trial",
            "      output for other programs",
            "",
            "Columns come from the trials table and from metrics; test columns are not allowed. Controls and baselines count,",
            "as on the front (exclude controls with 'control IS NULL'). Trials not significantly worse than the best are listed too.",
            "Exit status: 0 found, 1 no trial meets the conditions, 2 wrong usage."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class BestCommand extends Query {
    @Parameters(paramLabel = "OUT", description = "Output folder of the sweep.")
    private Storage out;

    @Option(
            names = "--where",
            paramLabel = "SQL",
            description = "A condition on columns of the trials table; may be repeated.")
    private List<String> conditions = List.of();

    @Option(
            names = "--by",
            paramLabel = "COLUMN[:min|max]",
            description =
                    "Column to minimize or maximize. Default: validation_error:min, or validation_rmse:min in a regression.")
    private @Nullable String by;

    @Option(
            names = "--export",
            split = ",",
            paramLabel = "FORMAT",
            completionCandidates = FormatNames.class,
            description = "Also export the trial, in one or more of these formats: ${COMPLETION-CANDIDATES}.")
    private List<String> formats = List.of();

    @Mixin
    private ExportOptions options;

    @Override
    void print(PrintWriter terminal) throws IOException {
        ChosenTrial best = ChosenTrial.in(out, by, conditions);
        CommandLine line = spec().commandLine();
        if (options.asJson()) {
            ObjectNode tree = best.json();
            tree.set("exports", ExportOptions.json(options.write(out, List.of(best.trialId()), formats, line)));
            terminal.println(tree.toPrettyString());
        } else {
            terminal.print(best.text());
            terminal.flush();
            options.export(out, List.of(best.trialId()), formats, line);
        }
    }
}
