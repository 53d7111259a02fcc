package io.espalier.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of this repository, for tests that hold documents to what they say. */
public final class Repository {
    private Repository() {}

    public static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve("configs"))) {
            folder = folder.getParent();
        }
        return folder;
    }

    public static String readme() throws IOException {
        return Files.readString(root().resolve("README.md"));
    }

    /** Every sweep file that a user finds. */
    public static List<Path> configs() throws IOException {
        try (Stream<Path> files = Files.walk(root().resolve("configs"))) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }
}
