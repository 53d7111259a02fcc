package io.espalier.spark.cli;

import io.espalier.network.Network;
import io.espalier.network.onnx.OnnxReader;
import io.espalier.spark.report.NetworkJson;
import io.espalier.spark.report.NetworkText;
import io.espalier.storage.StoredFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code inspect FILE}: what an ONNX file holds and what of it can be pruned. Needs no Spark. */
@Command(
        name = "inspect",
        description = "Show the layers of an ONNX file: shapes, parameters, MACs, and what can be pruned.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  inspect model.onnx",
            "      units: how many can be removed; note: what limits that, and which layers are pruned together",
            "  inspect model.onnx --json | jq .macs",
            "      output for other programs",
            "",
            "Exit status: 0 shown, 1 the file cannot be read, 2 it has unsupported parts (one line each)."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class InspectCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "A network in ONNX format.")
    private StoredFile file;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        Network network = OnnxReader.read(file.bytes(), file.toString()).network();
        PrintWriter terminal = spec.commandLine().getOut();
        terminal.print(
                json
                        ? NetworkJson.of(file.name(), network) + "\n"
                        : NetworkText.render(file.name(), network, Screen.width()));
        terminal.flush();
        return ExitCode.OK;
    }
}
