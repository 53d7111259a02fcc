package io.espalier.spark.cli;

import io.espalier.binding.InvalidValueException;
import io.espalier.spark.report.ChosenTrial;
import io.espalier.storage.Storage;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code best OUT}: chooses one trial, and exports it. Needs no Spark, unless the data are a table of one's own. */
@Command(
        name = "best",
        description = "Choose the best trial of a sweep in one column, among those that meet conditions.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  best out/quickstart",
            "      the least validation error",
            "  best out/quickstart --where 'bytes <= 10000' --where 'macs < 4000' --by validation_error",
            "      of those that are small",
            "  best out/quickstart --where 'bytes <= 10000' --export onnx --to . --name small",
            "      as small.onnx in this folder",
            "",
            "Columns are those of the trials table and of metrics, none of them of the test part. Controls and baselines count,",
            "as on the front ('control IS NULL' leaves controls out). What cannot be told from the best is listed with it.",
            "Exit status: 0 found, 1 none meets the conditions, 2 wrong usage."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class BestCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

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
                    "What the best has least or most of. Default: validation_error:min; a regression has validation_rmse.")
    private @Nullable String by;

    @Option(
            names = "--export",
            split = ",",
            paramLabel = "FORMAT",
            completionCandidates = FormatNames.class,
            description = "Export it, too, as one or several of ${COMPLETION-CANDIDATES}.")
    private List<String> formats = List.of();

    @Mixin
    private ExportOptions options;

    @Override
    public Integer call() throws IOException {
        try {
            ChosenTrial best = ChosenTrial.in(out, by, conditions);
            PrintWriter terminal = spec.commandLine().getOut();
            terminal.print(best.text());
            terminal.flush();
            options.export(out, List.of(best.trialId()), formats, spec.commandLine());
            return ExitCode.OK;
        } catch (InvalidValueException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }
}
