package io.espalier.spark.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Does a little of what commands do, so that their classes are loaded: {@code scripts/espalier} keeps those for later. */
final class WarmUp {
    private static final String SWEEP = """
            name: rehearsal
            data:    { source: digits, limit: 20 }
            network: { family: mlp, hidden: [8] }
            seeds:   [1, 2]
            recipe:
              - train: { epochs: 1 }
              - prune: { criterion: magnitude, sparsity: $sparsity }
              - train: { epochs: 1 }
            grid: { sparsity: [0.5, 0.8] }
            objectives: { validation_error: min, bytes: min }
            """;

    private WarmUp() {}

    /** @param arguments a folder to write to */
    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        Path config = Files.writeString(folder.resolve("sweep.yaml"), SWEEP);
        String out = folder.resolve("out").toString();
        perform("plan", config.toString());
        perform("run", config.toString(), "--out", out, "--master", "local[1]");
        perform("sql", out, "SELECT count(*) FROM trials");
        perform("rank", out + "/tables/trials/*.parquet", "--objectives", "validation_error:min,bytes:min,macs:min");
        perform("verify", out);
        perform("--help");
        System.exit(0);
    }

    private static void perform(String... command) {
        int status = Espalier.commandLine(command).execute(command);
        if (status != 0) {
            throw new IllegalStateException("Cannot rehearse " + List.of(command) + ": status " + status);
        }
    }
}
