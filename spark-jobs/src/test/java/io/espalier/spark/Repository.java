package io.espalier.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files of this repository, for tests that hold documents to what they say. */
public final class Repository {
    private static final int PAGE_DEPTH = 3;
    private static final Set<String> PAGES = Set.of("README.md", "CONTRIBUTING.md");

    private Repository() {}

    public static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve("configs"))) {
            folder = folder.getParent();
        }
        return folder;
    }

    /** The pages that people read, that of the root first. */
    public static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.walk(root(), PAGE_DEPTH)) {
            return files.filter(file -> PAGES.contains(file.getFileName().toString()))
                    .filter(file -> !file.toString().contains("target"))
                    .sorted(Comparator.comparing(Path::getNameCount).thenComparing(Path::toString))
                    .toList();
        }
    }

    /** All pages, one after the other. */
    public static String text() throws IOException {
        StringBuilder text = new StringBuilder();
        for (Path page : pages()) {
            text.append(Files.readString(page)).append('\n');
        }
        return text.toString();
    }

    /** The blocks of all pages that are in a language, in their order. */
    public static Stream<String> blocks(String language) throws IOException {
        return Pattern.compile("(?s)```" + language + "\n(.*?)```")
                .matcher(text())
                .results()
                .map(block -> block.group(1));
    }

    /** The criterion that a page shows how to add. */
    public static String shownCriterion() throws IOException {
        return blocks("java")
                .filter(block -> block.contains(" implements Criterion "))
                .findFirst()
                .orElseThrow();
    }

    /** Overrides under which a sweep file is read before a script has made its network: another network. */
    public static List<String> networkThatIsHere(Path config) throws IOException {
        return Files.readString(config).contains("onnx: out/") ? List.of("network=resnet-8") : List.of();
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
