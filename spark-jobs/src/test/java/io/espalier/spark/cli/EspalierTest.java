package io.espalier.spark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.espalier.spark.ledger.Ledger;
import io.espalier.spark.ledger.SweepDescription;
import io.espalier.storage.LocalStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands as a user meets them: what they print, and with which status they end. */
class EspalierTest {
    private static final String TINY = """
            name: tiny
            data: { source: digits, limit: 20 }
            network: { family: mlp, hidden: [8] }
            seeds: [1]
            recipe:
              - train: { epochs: 2 }
              - prune: { criterion: magnitude, sparsity: $sparsity }
            grid:
              sparsity: [0.5, 0.9]
            controls: [random-mask]
            objectives: { validation_error: min, bytes: min }
            """;

    @TempDir
    private Path folder;

    private Path config;
    private String out;
    private final Terminal terminal = new Terminal();

    @BeforeEach
    void writeConfig() throws IOException {
        config = Files.writeString(folder.resolve("tiny.yaml"), TINY);
        out = folder.resolve("my [out] *?").toString();
    }

    private int espalier(Object... arguments) {
        return terminal.run(arguments);
    }

    @Test
    void looksIntoTheCommandAloneThatIsNamed() {
        Set<String> all = Espalier.commandLine().getSubcommands().keySet();
        assertThat(all).hasSameSizeAs(Espalier.COMMANDS);
        assertThat(all)
                .allSatisfy(name -> assertThat(Espalier.commandLine(name, "out").getSubcommands())
                        .containsOnlyKeys(name));
        assertThat(Espalier.commandLine("--debug", "rank").getSubcommands()).containsOnlyKeys(all);
        assertThat(Espalier.commandLine("rnak").getSubcommands()).containsOnlyKeys(all);
    }

    @Test
    void runsASweepOnceAndShowsItAllWays() throws IOException {
        assertThat(espalier("run", config, "--out", out)).isZero();
        assertThat(terminal.printed())
                .contains("4 trials run, 0 cached, 0 failed\n", "results: " + out + "\n")
                .containsPattern(
                        "storage: \\d+ writes \\(\\d+\\.\\d a trial\\), \\d+ reads \\(\\d+\\.\\d a trial\\), \\d+ lists, ")
                .contains("Pareto front of validation_error:min, bytes:min: ");

        assertThat(espalier("run", config, "--out", out)).isZero();
        assertThat(terminal.printed()).startsWith("0 trials run, 4 cached, 0 failed\n");

        assertThat(espalier("run", config, "--out", out, "--set", "grid.sparsity=[0.5, 0.7, 0.9]"))
                .isZero();
        assertThat(terminal.printed()).startsWith("2 trials run, 4 cached, 0 failed\n");

        assertThat(espalier("verify", out)).isZero();
        assertThat(espalier("sql", out, "SELECT min(trial_id) FROM trials WHERE control IS NULL", "--csv"))
                .isZero();
        String trial = terminal.printed().lines().skip(1).findFirst().orElseThrow();
        assertThat(espalier("show", out, trial.substring(0, 12))).isZero();
        assertThat(terminal.printed())
                .contains("trial    " + trial, "\nsiblings\n", "random-mask", "\ncurve\n", "\nlayers\n", "fc2")
                .contains("\nlineage\n", "initialize", "{ select: { sparsity: ");
        assertThat(espalier("sql", out, "SELECT count(*) AS n FROM trials", "--csv"))
                .as(() -> terminal.complaint())
                .isZero();
        assertThat(terminal.printed()).isEqualTo("n\r\n6\r\n");
    }

    @Test
    void plansWithoutRunning() throws IOException {
        assertThat(espalier("plan", config, "--json")).isZero();
        JsonNode plan = new ObjectMapper().readTree(terminal.printed());
        assertThat(plan.at("/trials").asInt()).isEqualTo(4);
        assertThat(plan.at("/candidates").asInt()).isEqualTo(2);
        assertThat(plan.at("/shared/epochs").asDouble()).isEqualTo(2);
        assertThat(plan.at("/unshared/epochs").asDouble()).isEqualTo(4 * 2);
        assertThat(Path.of(out)).doesNotExist();
    }

    @Test
    void tellsThatThereIsNoConfig() {
        Path missing = folder.resolve("tony.yaml");
        assertThat(espalier("run", missing, "--out", out)).isEqualTo(2);
        assertThat(terminal.complaint())
                .isEqualTo("Cannot use " + missing + ":\n  Cannot read " + missing + ": no such file\n");
    }

    @Test
    void tellsAllThatIsWrongInAConfig() throws IOException {
        Files.writeString(config, TINY.replace("epochs", "epoch").replace("[0.5, 0.9]", "[0.5, 1.0]"));
        assertThat(espalier("run", config, "--out", out)).isEqualTo(2);
        assertThat(terminal.complaint())
                .startsWith("Cannot use " + config + ":\n")
                .contains("Invalid recipe[0].train.epoch: unknown key", "did you mean epochs?")
                .contains("sparsity: 1.0 (must be in [0, 1))")
                .doesNotContain("\tat ");
        assertThat(Path.of(out)).doesNotExist();
    }

    @Test
    void tellsThatTheOutputFolderCannotBeWritten() throws IOException {
        Path file = Files.writeString(folder.resolve("taken"), "");
        assertThat(espalier("run", config, "--out", file)).isOne();
        assertThat(terminal.complaint())
                .startsWith("Cannot ")
                .contains(file + "")
                .hasLineCount(1);
    }

    @Test
    void takesNoAddressForAFolder() {
        assertThat(espalier("run", config, "--out", "gs://bucket/tiny")).isEqualTo(2);
        assertThat(terminal.complaint())
                .contains("'--out'", "gs://bucket/tiny (must be a path in a mounted file system");
    }

    @Test
    void goesOnWithNoOtherSweep() throws IOException {
        Ledger.open(LocalStorage.at(Path.of(out)), SweepDescription.of("other", "0.1.0", "", Map.of()));
        assertThat(espalier("run", config, "--out", out)).isOne();
        assertThat(terminal.complaint())
                .startsWith("Cannot open " + out)
                .contains("other")
                .hasLineCount(1);
    }

    @Test
    void goesOnWithNoOtherSchemaVersion() throws IOException {
        Ledger.open(LocalStorage.at(Path.of(out)), SweepDescription.of("tiny", "0.1.0", "", Map.of()));
        Path description = Path.of(out, "sweep.json");
        String newer =
                Files.readString(description).replaceFirst("\"schema_version\"\\s*:\\s*\\d+", "\"schema_version\":99");
        Files.writeString(description, newer);
        assertThat(espalier("run", config, "--out", out)).isOne();
        assertThat(terminal.complaint())
                .startsWith("Cannot open " + out)
                .contains("99")
                .hasLineCount(1);
    }

    @Test
    void writesADamagedDescriptionAnewIfThePlanIsOfTheSweep() throws IOException {
        Path description = Path.of(out, "sweep.json");
        assertThat(espalier("run", config, "--out", out)).isZero();
        String whole = Files.readString(description);
        Files.writeString(description, whole.substring(0, 40));
        assertThat(espalier("verify", out, "--repair")).isOne();
        assertThat(terminal.printed()).contains("Cannot read " + description + ": damaged (", "rewrites it");
        assertThat(espalier("run", config, "--out", out, "--set", "name=other")).isOne();
        assertThat(terminal.complaint()).contains("it holds sweep tiny (not other)");
        assertThat(espalier("run", config, "--out", out)).isZero();
        assertThat(terminal.printed()).startsWith("0 trials run, 4 cached, 0 failed\n");
        assertThat(description).hasContent(whole);
    }

    @Test
    void helpsWithAWrongCommandInAFewLines() {
        assertThat(espalier("pla", config)).isEqualTo(2);
        assertThat(terminal.complaint()).contains("plan").endsWith("espalier --help shows the usage\n");
        assertThat(espalier("run")).isEqualTo(2);
        assertThat(terminal.complaint())
                .isEqualTo("Missing required parameter: 'CONFIG'\nespalier run --help shows the usage\n");
        assertThat(espalier("run", config, "--ouT", out)).isEqualTo(2);
        assertThat(terminal.complaint())
                .startsWith("Invalid option: --ouT (must be one of ")
                .endsWith("; did you mean --out?)\nespalier run --help shows the usage\n");
        assertThat(espalier("verify", out, "x")).isEqualTo(2);
        assertThat(terminal.complaint()).startsWith("Invalid argument: x (must be omitted)\n");
    }

    /** Two neighbours swapped, a letter too many, one too few. */
    @Test
    void suggestsEveryCommandThatIsMistyped() {
        for (Class<?> command : Espalier.COMMANDS) {
            String name = command.getAnnotation(Command.class).name();
            char[] swapped = name.toCharArray();
            swapped[0] = name.charAt(1);
            swapped[1] = name.charAt(0);
            for (String typed : List.of(String.valueOf(swapped), name + "s", name.substring(1))) {
                assertThat(espalier(typed, "x")).isEqualTo(2);
                assertThat(terminal.complaint())
                        .startsWith("Invalid command: " + typed + " (must be one of ")
                        .contains("; did you mean ");
            }
        }
    }

    @Test
    void tellsAnErrorThatIsNoExceptionInALine() {
        for (Error error : List.of(
                new UnsatisfiedLinkError("/tmp/lib.so: file too short"),
                new ExceptionInInitializerError(new IOException("No space left on device")),
                new OutOfMemoryError("unable to create native thread"),
                new NoClassDefFoundError("io/espalier/Thing"))) {
            CommandLine line = Espalier.commandLine().addSubcommand("break", new Broken(error));
            assertThat(terminal.run(line, "break")).isOne();
            assertThat(terminal.complaint())
                    .startsWith("Cannot continue: ")
                    .containsAnyOf("too short", "No space left", "native thread", "Thing")
                    .hasLineCount(1);
        }
    }

    @Test
    void failsWhereNoTrialCompletes() throws IOException {
        Files.writeString(config, TINY.replace("epochs: 2", "epochs: 2, optimizer: { sgd: { rate: 1e30 } }"));
        assertThat(espalier("run", config, "--out", out)).isOne();
        assertThat(terminal.printed())
                .startsWith("4 trials run, 0 cached, 0 failed, 4 diverged\nin total: 4 diverged\n");
        assertThat(terminal.complaint()).contains("No trial completed");
    }

    @Test
    void tellsABugInALineAndMoreOnDemand() {
        CommandLine line = Espalier.commandLine().addSubcommand(new Bug());
        assertThat(terminal.run(line, "bug")).isOne();
        assertThat(terminal.complaint())
                .isEqualTo("java.lang.IllegalStateException: boom (--debug prints the stack trace)\n");
        assertThat(terminal.run(line, "bug", "--debug")).isOne();
        assertThat(terminal.complaint()).contains("\tat " + Bug.class.getName());
    }

    @Test
    void listsItsCommandsAndExamples() {
        assertThat(espalier("--help")).isZero();
        assertThat(terminal.printed())
                .contains("run", "plan", "pareto", "sql", "show", "verify", "data")
                .contains("Examples:", "Exit status: 0 done, 1 failed, 2 wrong usage or config.");
    }

    @Command(name = "break")
    private record Broken(Error error) implements Callable<Integer> {
        @Override
        public Integer call() {
            throw error;
        }
    }

    @Command(name = "bug")
    private static final class Bug implements Callable<Integer> {
        @Override
        public Integer call() {
            throw new IllegalStateException("boom\nand more");
        }
    }
}
