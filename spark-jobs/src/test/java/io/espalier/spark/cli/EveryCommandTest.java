package io.espalier.spark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.espalier.spark.report.TrialsFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What holds of every command: JSON for programs, examples that exist, completion. */
class EveryCommandTest {
    /** Commands that print nothing which a program would read, and why. */
    private static final Map<String, String> WITHOUT_JSON = Map.of(
            "watch", "serves a page until it is stopped; its address is a line",
            "completion", "prints a script",
            "data", "only has subcommands");

    private static final Pattern EXAMPLE = Pattern.compile("(?m)^  (?:espalier )?([a-z].*)$");

    private static final Pattern EXAMPLE_SOMEWHERE = Pattern.compile("(?s).*^  [a-z].*", Pattern.MULTILINE);

    private final Terminal terminal = new Terminal();

    private static Stream<CommandLine> all(CommandLine line) {
        return line.getSubcommands().values().stream()
                .distinct()
                .flatMap(command -> Stream.concat(Stream.of(command), all(command)));
    }

    private static String name(CommandLine command) {
        return command.getCommandSpec().qualifiedName().replaceFirst("^espalier ", "");
    }

    @TestFactory
    Stream<DynamicTest> printsJson() {
        return all(Espalier.commandLine())
                .filter(command -> !WITHOUT_JSON.containsKey(name(command)))
                .map(command -> DynamicTest.dynamicTest(
                        name(command),
                        () -> assertThat(command.getCommandSpec().optionsMap()).containsKey("--json")));
    }

    @Test
    void exemptsOnlyWhatIsThereAndPrintsNone() {
        List<String> without = all(Espalier.commandLine())
                .filter(command -> !command.getCommandSpec().optionsMap().containsKey("--json"))
                .map(EveryCommandTest::name)
                .toList();
        assertThat(without).containsExactlyInAnyOrderElementsOf(WITHOUT_JSON.keySet());
    }

    @TestFactory
    Stream<DynamicTest> showsExamplesThatItUnderstands() {
        return all(Espalier.commandLine())
                .map(command -> DynamicTest.dynamicTest(name(command), () -> {
                    String help = String.join(
                            "\n", command.getCommandSpec().usageMessage().footer());
                    assertThat(command.getUsageMessage()).contains("Examples:");
                    List<String> examples = EXAMPLE.matcher(help)
                            .results()
                            .map(example -> example.group(1))
                            .filter(example -> !example.startsWith("source"))
                            .flatMap(example -> Stream.of(example.split(" && ")))
                            .toList();
                    assertThat(help).matches(EXAMPLE_SOMEWHERE);
                    examples.forEach(example ->
                            Words.of(example.replaceAll("hdfs://\\w+", "")).parse());
                }));
    }

    private JsonNode json(Object... arguments) throws Exception {
        assertThat(terminal.run(arguments)).as(terminal::complaint).isZero();
        return new ObjectMapper().readTree(terminal.printed());
    }

    @Test
    void printsNothingElseThanJson(@TempDir Path folder) throws Exception {
        Path config = Files.writeString(folder.resolve("tiny.yaml"), """
                name: tiny
                data: { source: digits, limit: 40 }
                network: { family: mlp, hidden: [8] }
                seeds: [1]
                recipe:
                  - train: { epochs: 1 }
                  - prune: { criterion: magnitude, sparsity: $sparsity }
                grid: { sparsity: [0.5, 0.9] }
                controls: []
                objectives: { validation_error: min, bytes: min }
                """);
        Path out = folder.resolve("out");
        JsonNode run = json("run", config, "--out", out, "--json");
        assertThat(run.path("run").asInt()).isEqualTo(2);
        assertThat(run.at("/states/completed").asInt()).isEqualTo(2);
        assertThat(run.at("/fronts/0/front")).isNotEmpty();
        assertThat(json("verify", out, "--json").path("holds").asBoolean()).isTrue();
        assertThat(json("gc", out, "--dry-run", "--json").path("deleted").asBoolean())
                .isFalse();
        assertThat(json("report", out, "--json").path("page").asText()).endsWith("report.html");
        JsonNode best = json("best", out, "--export", "safetensors", "--json");
        assertThat(best.path("trial").asText()).hasSize(16);
        assertThat(best.at("/exports/0/bytes").asLong()).isPositive();
        JsonNode exports = json("export", out, "--front", "--format", "onnx", "--json");
        assertThat(exports).isNotEmpty();
        assertThat(exports.get(0).path("test_score").isNumber()).isTrue();
    }

    @Test
    void listsDataAsJson() throws Exception {
        assertThat(json("data", "list", "--json"))
                .extracting(data -> data.path("name").asText())
                .containsExactly("digits", "mnist", "fashion-mnist", "cifar10");
    }

    @Test
    void tellsAFailedCheckAsJson(@TempDir Path out) throws Exception {
        try (TrialsFixture trials = TrialsFixture.in(out)) {
            trials.candidate("magnitude", 0.5, 1_000, 0.1).write();
        }
        Files.writeString(out.resolve("sweep.json"), "{");
        assertThat(terminal.run("verify", out, "--json")).isOne();
        JsonNode tree = new ObjectMapper().readTree(terminal.printed());
        assertThat(tree.path("holds").asBoolean()).isFalse();
        assertThat(tree.path("checks"))
                .anyMatch(check -> !check.path("problems").isEmpty());
    }

    /** In a bash, where there is one: the script is sourced, and asked as the Tab key asks. */
    @Test
    void completes(@TempDir Path folder) throws Exception {
        assertThat(terminal.run("completion", "bash")).isZero();
        Path script = Files.writeString(folder.resolve("complete.sh"), terminal.printed() + """

                        COMP_WORDS=(espalier "$1" "$2"); COMP_CWORD=$(( $# )); [ -n "$2" ] || COMP_WORDS=(espalier "$1")
                        _complete_espalier
                        printf '%s\\n' "${COMPREPLY[@]}"
                        """);
        assertThat(completions(script, "exp")).contains("explain", "export");
        assertThat(completions(script, "compare", "--j")).contains("--json");
        assertThat(terminal.run("completion", "fish")).isEqualTo(2);
    }

    private static List<String> completions(Path script, String... words) throws Exception {
        List<String> command = Stream.concat(Stream.of("bash", script.toString()), Arrays.stream(words))
                .toList();
        Process bash = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new String(bash.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
                .lines()
                .map(String::strip)
                .toList();
    }
}
