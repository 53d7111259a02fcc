package io.espalier.spark.cli;

import io.espalier.binding.Binder;
import io.espalier.export.DeployedFile;
import io.espalier.export.ExportFolder;
import io.espalier.export.ExportFolder.Existing;
import io.espalier.storage.DamagedException;
import io.espalier.storage.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        description = "Turn a network in the file of a codec into safetensors, a tensor for each parameter.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  decode out/quickstart/exports/7dfa6f980ca0e3b1.deep-compression",
            "      with 7dfa6f980ca0e3b1.deep-compression.network, which export wrote beside it",
            "",
            "Exit status: 0 written, 1 the file is damaged or cannot be read, 2 wrong usage."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class DecodeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The file that export wrote.")
    private Path file;

    @Option(
            names = "--to",
            paramLabel = "FILE",
            description = "The file to write. Default: FILE with .safetensors behind its name.")
    private @Nullable Path to;

    @Option(names = "--force", description = "Replace a file of that name.")
    private boolean force;

    @Override
    public Integer call() throws IOException {
        Path target = to == null ? beside(".safetensors") : to;
        byte[] decoded = decoded();
        Path folder = target.toAbsolutePath().resolveSibling("");
        new ExportFolder(folder, force ? Existing.REPLACE : Existing.KEEP)
                .write(new TreeMap<>(Map.of(target.getFileName().toString(), decoded)));
        spec.commandLine().getOut().println(target);
        spec.commandLine().getOut().flush();
        return ExitCode.OK;
    }

    private byte[] decoded() throws IOException {
        byte[] encoded = read(file);
        byte[] description = read(beside(DeployedFile.DESCRIPTION));
        try {
            return DeployedFile.decode(encoded, description, Binder.ofContext()::parse);
        } catch (DamagedException e) {
            throw new StoreException("decode", file, String.valueOf(e.getMessage()));
        }
    }

    private Path beside(String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }

    private static byte[] read(Path path) throws StoreException {
        try {
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw StoreException.because("read", path, e);
        }
    }
}
