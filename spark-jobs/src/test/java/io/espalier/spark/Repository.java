package io.espalier.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
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

    /** The blocks of README.md that are in a language, in their order. */
    public static Stream<String> readmeBlocks(String language) throws IOException {
        return Pattern.compile("(?s)```" + language + "\n(.*?)```")
                .matcher(readme())
                .results()
                .map(block -> block.group(1));
    }

    /** The criterion that README.md shows how to add. */
    public static String readmeCriterion() throws IOException {
        return readmeBlocks("java")
                .filter(block -> block.contains(" implements Criterion "))
                .findFirst()
                .orElseThrow();
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
