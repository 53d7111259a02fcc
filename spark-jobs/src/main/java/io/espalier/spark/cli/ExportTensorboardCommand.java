package io.espalier.spark.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.espalier.spark.tracking.TensorBoardExport;
import io.espalier.storage.Storage;
import io.espalier.storage.Storages;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code export-tensorboard OUT}: writes learning curves as event files. Needs no Spark. */
@Command(
        name = "export-tensorboard",
        description = "Write the learning curves and results of every trial that has ended as TensorBoard event files.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  export-tensorboard out/quickstart --to runs/quickstart",
            "      a folder a trial; then: tensorboard --logdir runs/quickstart",
            "  export-tensorboard out/quickstart --to runs/quickstart --json | jq length",
            "      output for other programs",
            "",
            "Exit status: 0 written, 1 the tables cannot be read or the folder cannot be written, 2 wrong usage."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class ExportTensorboardCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "OUT", description = "Output folder of the sweep.")
    private Storage out;

    @Option(names = "--to", required = true, paramLabel = "DIR", description = "Folder to write to.")
    private Storage to;

    @Option(names = "--json", description = "Print JSON: the files.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        Storage folder = Storages.ofUser(to.location());
        List<String> files = TensorBoardExport.export(out, folder);
        PrintWriter terminal = spec.commandLine().getOut();
        if (json) {
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            files.forEach(file -> list.add(folder.locate(file)));
            terminal.println(list.toPrettyString());
        } else {
            terminal.println(files.size() + " event files in " + folder);
        }
        terminal.flush();
        return ExitCode.OK;
    }
}
