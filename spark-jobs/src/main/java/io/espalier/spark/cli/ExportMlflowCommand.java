package io.espalier.spark.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.espalier.spark.tracking.MlflowExport;
import io.espalier.storage.Storage;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code export-mlflow OUT}: writes trials to an MLflow tracking server. Needs no Spark. */
@Command(
        name = "export-mlflow",
        description = "Write every trial that has ended as a run of an MLflow experiment, below one run for the sweep: "
                + "parameters, metrics, curves as steps, tags, and as artifacts its recipe and exported files. "
                + "Runs that are there already are left alone.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  export-mlflow out/quickstart --tracking-uri http://127.0.0.1:5000",
            "      into the experiment quickstart; again while the sweep runs: adds what has ended meanwhile",
            "  export-mlflow out/quickstart --tracking-uri https://mlflow.example.org --experiment pruning --json",
            "      into another experiment; output for other programs",
            "",
            "MLFLOW_TRACKING_TOKEN, or MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, are sent where they are set.",
            "Exit status: 0 written, 1 the server cannot be reached or refuses, 2 wrong usage."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class ExportMlflowCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "OUT", description = "Output folder of the sweep.")
    private Storage out;

    @Option(
            names = "--tracking-uri",
            required = true,
            paramLabel = "URI",
            description = "Address of the server, http or https.")
    private URI address;

    @Option(names = "--experiment", paramLabel = "NAME", description = "Default: the last part of OUT.")
    private @Nullable String experiment;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        if (address.getHost() == null || !String.valueOf(address.getScheme()).matches("https?")) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Invalid --tracking-uri: " + address + " (must be an address such as http://127.0.0.1:5000)");
        }
        String name =
                experiment == null ? out.location().replaceFirst("/+$", "").replaceFirst(".*/", "") : experiment;
        MlflowExport.Outcome outcome = MlflowExport.to(address, name).export(out);
        PrintWriter terminal = spec.commandLine().getOut();
        terminal.println(
                json
                        ? JsonNodeFactory.instance
                                .objectNode()
                                .put("experiment", outcome.experiment())
                                .put("written", outcome.written())
                                .put("present", outcome.present())
                                .put("artifacts", outcome.artifacts())
                                .toPrettyString()
                        : "experiment " + outcome.experiment() + ": " + outcome.written() + " runs written, "
                                + outcome.present() + " were there, " + outcome.artifacts() + " artifacts");
        terminal.flush();
        return ExitCode.OK;
    }
}
