package io.espalier.spark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two sweeps share a store; the second one's folder is deleted. */
class GcCommandTest {
    private static final String SWEEP = """
            name: NAME
            data: { source: digits, limit: 20 }
            network: { family: mlp, hidden: [8] }
            seeds: [1]
            recipe:
              - train: { epochs: 1 }
              - prune: { criterion: magnitude, sparsity: $sparsity }
            grid:
              sparsity: SPARSITIES
            controls: []
            objectives: { validation_error: min, bytes: min }
            """;

    @TempDir
    private Path folder;

    private final Terminal terminal = new Terminal();

    @BeforeEach
    void runBoth() throws IOException {
        assertThat(sweep("first", "[0.5, 0.9]")).isZero();
        assertThat(sweep("second", "[0.5, 0.8]")).isZero();
    }

    private int sweep(String name, String sparsities) throws IOException {
        Path config = Files.writeString(
                folder.resolve(name + ".yaml"), SWEEP.replace("NAME", name).replace("SPARSITIES", sparsities));
        return espalier("run", config, "--out", folder.resolve(name), "--store", store());
    }

    private int gc(Object... more) {
        return espalier(Stream.concat(Stream.of("gc", folder.resolve("first"), "--store", store()), Arrays.stream(more))
                .toArray());
    }

    private Path store() {
        return folder.resolve("store");
    }

    private int espalier(Object... arguments) {
        return terminal.run(arguments);
    }

    private long files(String kind) throws IOException {
        try (Stream<Path> all = Files.walk(store().resolve(kind))) {
            return all.filter(Files::isRegularFile).count();
        }
    }

    private void delete(Path tree) throws IOException {
        try (Stream<Path> all = Files.walk(tree)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    @Test
    void keepsWhatAnyPlanRefersTo() throws IOException {
        long snapshots = files("snapshots");
        assertThat(gc()).isZero();
        assertThat(terminal.printed())
                .contains("sweep " + folder.resolve("first"), "sweep " + folder.resolve("second"))
                .contains(snapshots + " snapshots, " + snapshots + " referred to by plans; deleted 0 of 0 bytes");
        assertThat(files("snapshots")).isEqualTo(snapshots);
    }

    @Test
    void refusesWhileAPlanCannotBeRead() throws IOException {
        delete(folder.resolve("second"));
        assertThat(gc()).isEqualTo(1);
        assertThat(terminal.complaint())
                .startsWith("Cannot collect " + folder.resolve("second") + ": ")
                .contains("--forget");
    }

    @Test
    void deletesWhatOnlyAForgottenSweepNeeded() throws IOException {
        long snapshots = files("snapshots");
        long measurements = files("measurements");
        Path second = folder.resolve("second");
        delete(second);

        assertThat(gc("--forget", second, "--dry-run")).isZero();
        assertThat(terminal.printed()).contains("would delete 1 of ");
        assertThat(files("snapshots")).isEqualTo(snapshots);

        assertThat(gc("--forget", second)).isZero();
        assertThat(terminal.printed()).contains("deleted 1 of ");
        assertThat(files("snapshots")).isEqualTo(snapshots - 1);
        assertThat(files("measurements")).isEqualTo(measurements);

        assertThat(gc()).isZero();
        assertThat(espalier("verify", folder.resolve("first"), "--store", store()))
                .isZero();
        assertThat(sweep("first", "[0.5, 0.9]")).isZero();
        assertThat(terminal.printed()).startsWith("0 trials run, 2 cached, 0 failed\n");
    }
}
