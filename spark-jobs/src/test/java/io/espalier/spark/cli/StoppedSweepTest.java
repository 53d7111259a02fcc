package io.espalier.spark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.spark.ledger.Verification;
import io.espalier.spark.table.SweepTables;
import io.espalier.storage.LocalStorage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sweep in a process of its own that is told to stop: it does within seconds, and what it has done is there. */
class StoppedSweepTest {
    private static final String LONG = """
            name: long
            data: { source: digits, limit: 400 }
            network: { family: mlp, hidden: [8] }
            seeds: [1, 2]
            recipe:
              - train: { epochs: $epochs, batch: 64 }
            grid:
              epochs: [1, 2, 3, 4, 5, 6, 7, 8, 20000]
            controls: []
            objectives: { validation_error: min }
            """;
    private static final int SHORT_TRIALS = 16;

    @TempDir
    private Path folder;

    @Test
    void stopsInOrderAndGoesOn() throws Exception {
        if (ignoresInterrupts()) {
            stops("TERM", 143);
        } else {
            stops("INT", 130);
        }
    }

    /** A shell without job control lets what it starts in the background ignore SIGINT, and their children inherit that. */
    private static boolean ignoresInterrupts() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .anyMatch(line -> (Long.parseUnsignedLong(line.split("\\s+", 2)[1], 16) & 2) != 0);
    }

    private void stops(String signal, int status) throws Exception {
        Path config = Files.writeString(folder.resolve("long sweep.yaml"), LONG);
        Path out = folder.resolve("out");
        Path said = folder.resolve("said");
        Process sweep = start(said, "run", config.toString(), "--out", out.toString(), "--master", "local[3]");
        while (sweep.isAlive() && measured(out) < SHORT_TRIALS) {
            Thread.sleep(100);
        }
        new ProcessBuilder("kill", "-" + signal, String.valueOf(sweep.pid()))
                .start()
                .waitFor();
        assertThat(sweep.waitFor(30, TimeUnit.SECONDS)).as("has ended").isTrue();
        assertThat(said)
                .content()
                .contains("Stopped by SIG" + signal + "; finished work is kept. To resume:\n" + "  espalier run '"
                        + config + "' --out " + out + " --master 'local[3]'\n")
                .doesNotContain("\tat ");
        assertThat(sweep.exitValue()).isEqualTo(status);
        assertThat(SweepTables.in(LocalStorage.at(out)).trials().rows()).hasSize(SHORT_TRIALS);
        goOn(config, out);
    }

    private static long measured(Path out) throws IOException {
        Path measurements = out.resolve("store/measurements");
        if (!Files.isDirectory(measurements)) {
            return 0;
        }
        try (Stream<Path> files = Files.walk(measurements)) {
            return files.filter(Files::isRegularFile).count();
        }
    }

    /** What is left takes too long for a test, so it is left out of the sweep. */
    private static void goOn(Path config, Path out) throws IOException {
        StringWriter terminal = new StringWriter();
        int done = Espalier.commandLine()
                .setOut(new PrintWriter(terminal, true))
                .execute(
                        "run",
                        config.toString(),
                        "--out",
                        out.toString(),
                        "--set",
                        "grid.epochs=[1, 2, 3, 4, 5, 6, 7, 8, 9]");
        assertThat(done).isZero();
        assertThat(terminal.toString()).startsWith("2 trials run, 16 cached, 0 failed\n");
        assertThat(Verification.of(LocalStorage.at(out), Optional.of(LocalStorage.at(out.resolve("store"))))
                        .checks())
                .filteredOn(check -> !check.finding().startsWith("every planned"))
                .allSatisfy(check -> assertThat(check.problems()).isEmpty());
    }

    private static Process start(Path said, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith("--add-opens"))
                .forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Espalier.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
    }
}
