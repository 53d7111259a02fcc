package io.espalier.spark.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.espalier.binding.Binder;
import io.espalier.export.DeployedFile;
import io.espalier.export.ExportFolder;
import io.espalier.export.ExportFolder.Existing;
import io.espalier.storage.DamagedException;
import io.espalier.storage.StoreException;
import io.espalier.storage.StoredFile;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code decode FILE}: turns the file of a codec into safetensors. Needs no Spark. */
@Command(
        name = "decode",
        description =
                "Decode a network that export wrote in a codec's format into safetensors, one tensor per parameter.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  decode out/quickstart/exports/efe6cae6d6f21747.deep-compression",
            "      with efe6cae6d6f21747.deep-compression.network, which export wrote next to it",
            "",
            "Exit status: 0 written, 1 the file is damaged or cannot be read, 2 wrong usage."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class DecodeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The file that export wrote.")
    private StoredFile file;

    @Option(names = "--to", paramLabel = "FILE", description = "The file to write. Default: FILE.safetensors.")
    private @Nullable StoredFile to;

    @Option(names = "--force", description = "Overwrite an existing file.")
    private boolean force;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        StoredFile target = to == null ? beside(".safetensors") : to;
        byte[] decoded = decoded();
        new ExportFolder(target.storage(), force ? Existing.REPLACE : Existing.KEEP)
                .write(new TreeMap<>(Map.of(target.name(), decoded)));
        spec.commandLine()
                .getOut()
                .println(
                        json
                                ? JsonNodeFactory.instance
                                        .objectNode()
                                        .put("file", target.toString())
                                        .toPrettyString()
                                : target);
        spec.commandLine().getOut().flush();
        return ExitCode.OK;
    }

    private byte[] decoded() throws IOException {
        byte[] encoded = file.bytes();
        byte[] description = beside(DeployedFile.DESCRIPTION).bytes();
        try {
            return DeployedFile.decode(encoded, description, Binder.ofContext()::parse);
        } catch (DamagedException e) {
            throw new StoreException("decode", file.toString(), String.valueOf(e.getMessage()));
        }
    }

    private StoredFile beside(String suffix) {
        return new StoredFile(file.storage(), file.name() + suffix);
    }
}
