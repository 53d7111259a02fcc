package io.espalier.config;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.espalier.binding.ConfigException;
import io.espalier.sweep.SweepConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Sweep files for tests, made from one small file that is right. */
final class SweepFiles {
    static final String RIGHT = """
            name: small
            data: { source: grains }
            network: { family: chain, widths: [4] }
            seeds: [1, 2]
            recipe:
              - train: { epochs: 2, label: dense }
              - prune: { criterion: $criterion, sparsity: $sparsity }
              - rewind: { to: dense }
            grid:
              criterion: [coin, edge]
              sparsity: [0.5, 0.9]
            controls: [small-dense]
            objectives: { validation_error: min }
            """;

    private SweepFiles() {}

    /** The right file with one part of it put differently. */
    static String with(String part, String other) {
        if (!RIGHT.contains(part)) {
            throw new IllegalArgumentException("no such part: " + part);
        }
        return RIGHT.replace(part, other);
    }

    /** The right file with another recipe and another grid. */
    static String with(List<String> recipe, List<String> grid) {
        String head = RIGHT.substring(0, RIGHT.indexOf("recipe:"));
        String tail = RIGHT.substring(RIGHT.indexOf("controls:"));
        return head + "recipe:\n" + lines("  - ", recipe) + "grid:\n" + lines("  ", grid) + tail;
    }

    static SweepConfig load(String yaml, String... settings) {
        try {
            Path file = Files.createTempFile("sweep", ".yaml");
            Files.writeString(file, yaml);
            return SweepFile.load(file.toString(), List.of(settings));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> problems(String yaml, String... settings) {
        ConfigException refusal = catchThrowableOfType(ConfigException.class, () -> load(yaml, settings));
        return refusal == null ? List.of() : refusal.problems();
    }

    private static String lines(String indent, List<String> lines) {
        return lines.stream().map(line -> indent + line + "\n").reduce("", String::concat);
    }
}
