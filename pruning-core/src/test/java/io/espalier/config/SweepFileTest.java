package io.espalier.config;

import static io.espalier.config.SweepFiles.RIGHT;
import static io.espalier.config.SweepFiles.load;
import static io.espalier.config.SweepFiles.problems;
import static io.espalier.config.SweepFiles.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.espalier.binding.Canonical;
import io.espalier.binding.ConfigException;
import io.espalier.binding.Sha256;
import io.espalier.binding.UserJar;
import io.espalier.metric.Direction;
import io.espalier.paper.Expectation;
import io.espalier.paper.Figure;
import io.espalier.paper.Paper;
import io.espalier.paper.PaperValue;
import io.espalier.pareto.Objective;
import io.espalier.snapshot.Safetensors;
import io.espalier.sweep.Control;
import io.espalier.sweep.Limits;
import io.espalier.sweep.Point;
import io.espalier.sweep.SweepConfig;
import io.espalier.task.Classification;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(UserJar.class)
class SweepFileTest {
    @Test
    void readsASweep() {
        SweepConfig sweep = load(RIGHT);

        assertThat(sweep.name()).isEqualTo("small");
        assertThat(sweep.seeds()).containsExactly(1L, 2L);
        assertThat(sweep.controls()).containsExactly(Control.SMALL_DENSE);
        assertThat(sweep.objectives()).containsExactly(new Objective("validation_error", Direction.MINIMIZE));
        assertThat(sweep.points()).hasSize(4);
        assertThat(Canonical.json(sweep.points().get(1).trial(2)))
                .isEqualTo(
                        "{\"data\":{\"source\":\"grains\"},\"network\":{\"family\":\"chain\",\"widths\":[4]},\"seed\":2,"
                                + "\"steps\":[{\"train\":{\"epochs\":2,\"label\":\"dense\"}},"
                                + "{\"prune\":{\"criterion\":\"coin\",\"sparsity\":0.9}},{\"rewind\":{\"to\":\"dense\"}}]}");
    }

    /** Both ways to say it are the same trial. */
    @Test
    void beginsWithTheWeightsOfAFile(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("some.safetensors");
        Files.write(file, Safetensors.of(Map.of(), Map.of()).toBytes());
        String chain = "{ family: chain, widths: [4] }";
        String other = "network: { family: pretrained, network: " + chain + ", safetensors: " + file + " }";

        SweepConfig sweep = load(with("seeds:", "weights: { safetensors: " + file + " }\nseeds:"));

        assertThat(Canonical.json(sweep.points().get(0).network()))
                .contains("\"safetensors\":\"" + Sha256.of(Files.readAllBytes(file)) + "\"")
                .doesNotContain("some.safetensors");
        assertThat(sweep.points())
                .isEqualTo(load(with("network: " + chain, other)).points());
    }

    @Test
    void saysWhatIsWrongWithAFileOfWeights() {
        assertThat(problems(with("seeds:", "weights: { safetensors: none.safetensors }\nseeds:")))
                .containsExactly(
                        "Invalid weights.safetensors: none.safetensors (must be a safetensors file: no such file)");
        assertThat(problems(with("seeds:", "weights: { tensors: some }\nseeds:")))
                .anyMatch(problem -> problem.contains("weights"));
    }

    @Test
    void runsAllControlsUnlessTold() {
        assertThat(load(with("controls: [small-dense]", "")).controls()).containsExactly(Control.values());
        assertThat(load(with("[small-dense]", "[]")).controls()).isEmpty();
        assertThat(load(with("[small-dense]", "[small-dense, small-dense]")).controls())
                .containsExactly(Control.SMALL_DENSE);
    }

    @Test
    void readsASweepWithoutGridAsOnePoint() {
        String yaml = RIGHT.substring(0, RIGHT.indexOf("grid:")) + RIGHT.substring(RIGHT.indexOf("controls:"));
        SweepConfig sweep = load(yaml.replace("$criterion", "coin").replace("$sparsity", "0.5"));

        assertThat(sweep.points()).singleElement().extracting(Point::axes).isEqualTo("{}");
    }

    @Test
    void appliesSettingsBeforeItBinds() {
        SweepConfig sweep = load(
                RIGHT,
                "recipe[0].train.epochs=7",
                "grid.sparsity=[0.25]",
                "grid.criterion={values: [{edge: {power: 1}}]}",
                "seeds[1]=5",
                "controls=",
                "name=other");

        assertThat(sweep.name()).isEqualTo("other");
        assertThat(sweep.seeds()).containsExactly(1L, 5L);
        assertThat(sweep.controls()).containsExactly(Control.values());
        assertThat(sweep.points())
                .extracting(Point::axes)
                .containsExactly("{\"criterion\":{\"edge\":{\"power\":1}},\"sparsity\":0.25}");
        assertThat(Canonical.json(sweep.points().get(0).steps().get(0)))
                .isEqualTo("{\"train\":{\"epochs\":7,\"label\":\"dense\"}}");
    }

    @Test
    void learnsAClassificationUnlessTold() {
        assertThat(load(RIGHT).task()).isEqualTo(new Classification());
        SweepConfig told = load("task: classification\n" + RIGHT);
        assertThat(told.points().get(0).trial(1).id())
                .isEqualTo(load(RIGHT).points().get(0).trial(1).id());
    }

    @Test
    void refusesWhatATaskHasNoUseFor() {
        String regression = "task: regression\n"
                + with("train: { epochs: 2, label: dense }", "train: { epochs: 2, label: dense }")
                        .replace("validation_error", "validation_rmse");
        assertThat(problems(regression)).isEmpty();
        assertThat(load(regression).points().get(0).trial(1).id())
                .isNotEqualTo(load(RIGHT).points().get(0).trial(1).id());
        assertThat(problems("task: regression\n" + RIGHT))
                .singleElement()
                .asString()
                .startsWith("Invalid objectives.validation_error: unknown key (must be one of validation_rmse, ")
                .contains("validation_rmse");
        assertThat(problems("task: regresion\n" + RIGHT))
                .containsExactly(
                        "Invalid task: regresion (must be one of classification, multi-label, regression, sequence;"
                                + " did you mean regression?)");
        assertThat(problems(regression.replace(
                        "- rewind: { to: dense }", "- train: { epochs: 1, distill: { from: dense } }")))
                .containsExactly("Invalid recipe[2].train.distill.match: soft-targets (must be logits: a regression has"
                        + " no class probabilities)");
    }

    @Test
    void reportsFilesThatCannotBeRead(@TempDir Path folder) throws Exception {
        Path none = folder.resolve("none.yaml");
        Path binary = Files.write(folder.resolve("binary.yaml"), new byte[] {(byte) 0xff, 0, 1});

        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> SweepFile.load(none.toString(), List.of()))
                .withMessage("Cannot use " + none + ":\n  Cannot read " + none + ": no such file");
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> SweepFile.load(binary.toString(), List.of("name=x")))
                .withMessageEndingWith("it is not UTF-8 text");
        assertThatExceptionOfType(ConfigException.class).isThrownBy(() -> SweepFile.load(folder.toString(), List.of()));
    }

    private static final String PAPER = """
            paper:
              title: A study
              figures:
                - name: error, percent
                  query: SELECT test_error AS value FROM trials
                  expect: { at-least: 1, at-most: 2, by: each }
                  paper: { value: 1.6, source: "[V] Table 1" }
            """;

    @Test
    void limitsTrialsWithoutMakingThemOthers() {
        assertThat(load(RIGHT).limits()).isEqualTo(Limits.NONE);
        SweepConfig limited = load(RIGHT + "limits: { seconds: 90, memory: 2g }\n");
        assertThat(limited.limits()).isEqualTo(new Limits(90.0, "2g"));
        assertThat(limited.points()).isEqualTo(load(RIGHT).points());
        assertThat(problems(RIGHT + "limits: { seconds: 0 }\n"))
                .containsExactly("Invalid limits.seconds: 0.0 (must be above 0)");
        assertThat(problems(RIGHT + "limits: { memory: 2 GB }\n"))
                .containsExactly("Invalid limits.memory: 2 GB (must be a size, as in 900m or 2g)");
    }

    @Test
    void readsThePaperThatItIsHeldAgainst() {
        assertThat(load(RIGHT).paper()).isNull();
        SweepConfig sweep = load(RIGHT + PAPER);

        assertThat(sweep.paper())
                .isEqualTo(new Paper(
                        "A study",
                        List.of(new Figure(
                                "error, percent",
                                "SELECT test_error AS value FROM trials",
                                new Expectation(1.0, 2.0, Expectation.By.EACH),
                                new PaperValue(1.6, "[V] Table 1")))));
        assertThat(sweep.points()).isEqualTo(load(RIGHT).points());
    }

    @Test
    void reportsAllThatIsWrongInAPaper() {
        assertThat(problems(RIGHT + PAPER.replace("at-most: 2", "atmost: 2").replace("[V]", "[M]")))
                .satisfiesExactly(
                        unknown -> assertThat(unknown)
                                .startsWith("Invalid paper.figures[0].expect.atmost: unknown key")
                                .contains("did you mean at-most?"),
                        memory -> assertThat(memory).startsWith("Invalid paper.figures[0].paper.source: [M] Table 1"));
    }
}
