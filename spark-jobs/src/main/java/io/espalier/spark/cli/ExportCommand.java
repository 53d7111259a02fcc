package io.espalier.spark.cli;

import io.espalier.binding.InvalidValueException;
import io.espalier.spark.report.FrontTrials;
import io.espalier.storage.Storage;
import java.io.IOException;
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

/** {@code export OUT TRIAL}: writes networks as files of other programs. Needs no Spark, unless the data are a table of one's own. */
@Command(
        name = "export",
        description =
                "Export networks as files that other programs can run. Each file is first run on the test part; the "
                        + "result is recorded in the table exports.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  export out/quickstart efe6cae6 --format onnx",
            "      the trial whose id begins with efe6cae6, as OUT/exports/<id>.onnx",
            "  export out/quickstart efe6cae6 --format onnx,safetensors --to . --name small",
            "      as small.onnx and small.safetensors in this folder",
            "  export out/quickstart --front --format onnx",
            "      every candidate on the Pareto front, each with its seed of lowest validation error",
            "  export out/quickstart --front --format onnx --json | jq '.[].file'",
            "      output for other programs",
            "",
            "Exit status: 0 written, 1 it cannot be exported, 2 wrong usage, such as an unknown trial id."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class ExportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "OUT", description = "Output folder of the sweep.")
    private Storage out;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "TRIAL",
            description = "Id of the trial, or its first digits.")
    private @Nullable String trial;

    @Option(names = "--front", description = "Export the whole Pareto front instead of one trial.")
    private boolean front;

    @Option(
            names = "--format",
            required = true,
            split = ",",
            paramLabel = "FORMAT",
            completionCandidates = FormatNames.class,
            description = "One or more of ${COMPLETION-CANDIDATES}.")
    private List<String> formats;

    @Mixin
    private ExportOptions options;

    @Override
    public Integer call() throws IOException {
        if (front == (trial != null)) {
            throw usage("Invalid TRIAL: " + trial + " (must be either a trial or --front)");
        }
        try {
            options.export(
                    out, front ? FrontTrials.of(out) : List.of(String.valueOf(trial)), formats, spec.commandLine());
            return ExitCode.OK;
        } catch (InvalidValueException e) {
            throw usage(String.valueOf(e.getMessage()));
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
