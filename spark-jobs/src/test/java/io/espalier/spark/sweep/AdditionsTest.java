package io.espalier.spark.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.espalier.spark.cli.Terminal;
import io.espalier.storage.LocalStorage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code plan} says that a run would add to a store, against what it adds; and the picture of the tree. */
class AdditionsTest {
    private static final String SWEEP = """
            name: additions
            data: { source: digits, limit: 60 }
            network: { family: mlp, hidden: [8] }
            seeds: [1, 2]
            recipe:
              - train: { epochs: 2 }
              - prune: { criterion: magnitude, sparsity: $sparsity }
            grid: { sparsity: [0.5, 0.9] }
            controls: [random-mask]
            objectives: { validation_error: min, bytes: min }
            """;

    @TempDir
    private Path folder;

    private final Terminal terminal = new Terminal();

    private String run(Object... arguments) {
        assertThat(terminal.run(arguments)).as(terminal::complaint).isZero();
        return terminal.printed();
    }

    private JsonNode added(Path config, Path store, String... more) throws Exception {
        return new ObjectMapper()
                .readTree(run(Stream.concat(Stream.of("plan", config, "--json", "--store", store), Stream.of(more))
                        .toArray()))
                .path("added");
    }

    @Test
    void saysWhatARunAddsThenThatItAddsNothing() throws Exception {
        Path config = Files.writeString(folder.resolve("additions.yaml"), SWEEP);
        Path out = folder.resolve("out");
        Path store = out.resolve("store");

        JsonNode before = added(config, store);
        assertThat(store).doesNotExist();
        assertThat(before.path("trials").asInt()).isEqualTo(8);
        assertThat(before.path("measured").asBoolean()).isFalse();
        assertThat(before.path("seconds").asDouble()).isPositive();

        assertThat(run("run", config, "--out", out))
                .containsPattern(
                        "expected 0:\\d\\d:\\d\\d and \\S+ core-hours, took 0:\\d\\d:\\d\\d \\([+-]\\d+%\\) and ");
        assertThat(LocalStorage.at(store).list("snapshots"))
                .as("as many as planned")
                .hasSize(before.path("snapshots").asInt());

        JsonNode after = added(config, store);
        assertThat(after.path("trials").asInt()).isZero();
        assertThat(after.path("steps").asLong()).isZero();
        assertThat(after.path("measured").asBoolean()).isTrue();

        JsonNode more = added(config, store, "--set", "grid.sparsity=[0.5, 0.7, 0.9]");
        assertThat(more.path("trials").asInt())
                .as("two seeds, each with its control")
                .isEqualTo(4);
        assertThat(run("run", config, "--out", out)).doesNotContain("expected 0:");
    }

    @Test
    void takesADamagedHintForNone() throws Exception {
        LocalStorage store = LocalStorage.at(folder);
        Files.writeString(folder.resolve("costs.json"), "{\"TrainBatches\": ");
        assertThat(CostFactors.in(store)).isEqualTo(CostFactors.NONE);
        Files.writeString(folder.resolve("costs.json"), "{\"TrainBatches\": 2.5}");
        assertThat(CostFactors.in(store).factor("TrainBatches")).isEqualTo(2.5);
        assertThat(CostFactors.in(store).factor("measure")).isEqualTo(1);
    }

    @Test
    void drawsWhatTrialsHaveInCommonOnce() throws Exception {
        Path config = Files.writeString(folder.resolve("additions.yaml"), SWEEP);
        String picture = run("plan", config, "--mermaid");
        assertThat(picture).startsWith("flowchart LR\n  s0[\"initialize<br>");
        assertThat(picture.lines().filter(line -> line.contains("initialize")))
                .as("both seeds in one box")
                .singleElement()
                .asString()
                .contains("×2");
        assertThat(picture).contains("select: sparsity: 0.5", "select: sparsity: 0.9");
        assertThat(picture.lines().skip(1)).allMatch(line -> line.matches("  s\\d+\\[\"[^\"]*\"]|  s\\d+ --> s\\d+"));
        assertThat(picture.lines().filter(line -> line.contains("-->"))).doesNotHaveDuplicates();
    }

    @Test
    void drawsAPartOfALargeTreeAndSaysSo() throws Exception {
        Path config = Files.writeString(
                folder.resolve("additions.yaml"),
                SWEEP.replace(
                        "[0.5, 0.9]",
                        IntStream.range(1, 200).mapToObj(i -> "0." + (1000 + i)).toList() + ""));
        String picture = run("plan", config, "--mermaid");
        assertThat(picture.lines().filter(line -> line.contains("[")).count()).isLessThan(100);
        assertThat(picture).contains(" more steps");
    }
}
