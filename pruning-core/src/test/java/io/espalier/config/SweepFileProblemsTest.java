package io.espalier.config;

import static io.espalier.config.SweepFiles.RIGHT;
import static io.espalier.config.SweepFiles.problems;
import static io.espalier.config.SweepFiles.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.binding.UserJar;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a sweep file must not say, and how that is reported. */
@ExtendWith(UserJar.class)
class SweepFileProblemsTest {
    @Test
    void reportsSettingsThatLeadNowhere() {
        assertThat(problems(
                        RIGHT,
                        "seeds",
                        "recipe[9].train.epochs=1",
                        "seeds[2]=1",
                        "a..b=1",
                        "=1",
                        "name.x=1",
                        "seeds=["))
                .containsExactly(
                        "Cannot set seeds: it must have the form path=value, as in recipe[1].prune.sparsity=0.9",
                        "Cannot set recipe[9].train.epochs: no such key in the file",
                        "Cannot set seeds[2]: no such key in the file",
                        "Cannot set a..b=1: it must have the form path=value, as in recipe[1].prune.sparsity=0.9",
                        "Cannot set =1: it must have the form path=value, as in recipe[1].prune.sparsity=0.9",
                        "Cannot set name.x: no such key in the file",
                        "Cannot read the value of seeds: line 1: while parsing a flow node");
    }

    @Test
    void reportsUnknownAndMissingKeys() {
        assertThat(problems(with("objectives: {", "objective: {")))
                .containsExactly(
                        "Invalid objective: unknown key (must be one of name, task, data, network, weights, seeds, recipe, grid, baselines,"
                                + " controls, objectives, metrics, limits, paper; did you mean objectives?)",
                        "Invalid objectives: missing (must be given)");
        assertThat(problems(with("network: { family: chain, widths: [4] }", "network:")))
                .containsExactly("Invalid network: missing (must be given)");
    }

    @Test
    void reportsWrongTypes() {
        assertThat(problems(with("seeds: [1, 2]", "seeds: 1"))).containsExactly("Invalid seeds: 1 (must be a list)");
        assertThat(problems(with("epochs: 2", "epochs: ten")))
                .containsExactly("Invalid recipe[0].train.epochs: ten (must be a whole number)");
        assertThat(problems(with("widths: [4]", "widths: 4")))
                .containsExactly("Invalid network.widths: 4 (must be a list)");
        assertThat(problems(with("name: small", "name: 5"))).containsExactly("Invalid name: 5 (must be text)");
        assertThat(problems(with("recipe:\n", "recipe: 3\nx:\n"))).contains("Invalid recipe: 3 (must be a list)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../up", "a/b", "Big", "-a", "a b", ".", "''", "ü"})
    void refusesNamesThatCouldLeaveTheirFolder(String name) {
        assertThat(problems(with("name: small", "name: " + name)))
                .containsExactly("Invalid name: " + name.replace("'", "")
                        + " (must be at most 64 lower-case letters, digits and hyphens, not starting with a hyphen)");
    }

    @Test
    void reportsSeedsThatAreMissingOrTwice() {
        assertThat(problems(with("seeds: [1, 2]", "seeds: []")))
                .containsExactly("Invalid seeds: [] (must hold at least one seed)");
        assertThat(problems(with("seeds: [1, 2]", "seeds: [1, 2, 1]")))
                .containsExactly("Invalid seeds[2]: 1 (must not repeat an earlier seed)");
        assertThat(problems(with("seeds: [1, 2]", "seeds: [1, a, 0.5]")))
                .containsExactly(
                        "Invalid seeds[1]: a (must be a whole number)",
                        "Invalid seeds[2]: 0.5 (must be a whole number)");
    }

    @Test
    void reportsUnknownControls() {
        assertThat(problems(with("[small-dense]", "[small-dens]")))
                .containsExactly(
                        "Invalid controls[0]: small-dens (must be one of random-mask, reinitialize, small-dense,"
                                + " extra-training; did you mean small-dense?)");
    }

    @Test
    void reportsObjectivesThatAreMissingOrNoColumns() {
        assertThat(problems(with("{ validation_error: min }", "{}")))
                .containsExactly("Invalid objectives: {} (must name at least one column with min or max)");
        assertThat(problems(with("{ validation_error: min }", "{ validation_eror: min, bytes: least }")))
                .hasSize(2)
                .satisfiesExactly(
                        unknown -> assertThat(unknown)
                                .startsWith("Invalid objectives.validation_eror: unknown key (must be one of ")
                                .contains(" nonzero_macs,")
                                .doesNotContain("architecture")
                                .endsWith("; did you mean validation_error?)"),
                        direction -> assertThat(direction)
                                .isEqualTo("Invalid objectives.bytes: least (must be one of min, max)"));
    }

    @Test
    void refusesToChooseByTheTestPart() {
        assertThat(problems(with("{ validation_error: min }", "{ test_error: min }")))
                .singleElement()
                .asString()
                .startsWith("Invalid objectives.test_error: unknown key");
    }

    @Test
    void reportsAnEmptyRecipe() {
        assertThat(problems(with(List.of(), List.of("a: [1]")).replace("recipe:\n", "recipe: []\n")))
                .containsExactly(
                        "Invalid grid.a: unused (must be used somewhere as $a)",
                        "Invalid recipe: [] (must hold at least one step)");
    }

    @Test
    void reportsSparsitiesOutOfRangeOnceForAllPoints() {
        assertThat(problems(with("[0.5, 0.9]", "[0.5, 1.0, -0.1]")))
                .containsExactly(
                        "Invalid recipe[1].prune.sparsity: 1.0 (must be in [0, 1))",
                        "Invalid recipe[1].prune.sparsity: -0.1 (must be in [0, 1))");
    }

    @Test
    void reportsRewindsToLabelsThatDoNotStandAbove() {
        assertThat(problems(with("rewind: { to: dense }", "rewind: { to: dens }")))
                .containsExactly("Invalid recipe[2].rewind.to: dens (must be one of init, dense; did you mean dense?)");
        assertThat(problems(with(List.of("rewind: { to: late }", "train: { epochs: 1, label: late }"), List.of())
                        .replace("grid:\n", "")))
                .containsExactly("Invalid recipe[0].rewind.to: late (must be init)");
    }

    @Test
    void reportsLabelsThatStandTwiceAlsoInsideARepeat() {
        String repeat =
                "repeat: { rounds: 2, steps: [{ train: { epochs: 1, label: a } }, { rewind: { to: a, label: init } }] }";

        assertThat(problems(with(List.of("train: { epochs: 1, label: a }", repeat), List.of())
                        .replace("grid:\n", "")))
                .containsExactly(
                        "Invalid recipe[1].repeat.steps[0].train.label: a (must differ from earlier labels and from init)",
                        "Invalid recipe[1].repeat.steps[1].rewind.label: init (must differ from earlier labels and from"
                                + " init)");
    }

    @Test
    void reportsEverythingAtOnce() {
        String yaml = """
                nam: small
                data: { source: grains, validation: 2 }
                network: { family: chains }
                seeds: [1, 1]
                recipe:
                  - train: { epoch: 2 }
                  - prun: { sparsity: 0.5 }
                  - prune: { criterion: $citerion, sparsity: 1.0 }
                  - train: { epochs: 1, batch: 0 }
                grid:
                  criterion: [coin]
                  other: []
                controls: [none]
                """;

        assertThat(problems(yaml))
                .containsExactly(
                        "Invalid nam: unknown key (must be one of name, task, data, network, weights, seeds, recipe, grid, baselines,"
                                + " controls, objectives, metrics, limits, paper; did you mean name?)",
                        "Invalid name: missing (must be given)",
                        "Invalid grid.other: [] (must hold at least one value)",
                        "Invalid recipe[2].prune.criterion: $citerion (must name an axis of the grid: one of criterion,"
                                + " other; did you mean criterion?)",
                        "Invalid grid.criterion: unused (must be used somewhere as $criterion)",
                        "Invalid grid.other: unused (must be used somewhere as $other)",
                        "Invalid data.validation: 2.0 (must be in (0, 1))",
                        problem(yaml, "network.family"),
                        "Invalid recipe[0].train.epoch: unknown key (must be one of epochs, iterations, batch, optimizer,"
                                + " schedule, evaluate-every, patience, keep, label, penalties, reparameterization, projections,"
                                + " average, stop, distill, dropout, augmentation; did you mean epochs?)",
                        "Invalid recipe[0].train.epochs: null (must be given, or iterations, but not both)",
                        "Invalid recipe[1]: prun (must be one of encode, fit, measure, prune, recalibrate, reconstruct, reinitialize,"
                                + " repeat, rewind, shrink, threshold, train; did you mean prune?)",
                        "Invalid recipe[3].train.batch: 0 (must be in 1..1000000)",
                        "Invalid seeds[1]: 1 (must not repeat an earlier seed)",
                        "Invalid controls[0]: none (must be one of random-mask, reinitialize, small-dense, extra-training)",
                        "Invalid objectives: missing (must be given)");
    }

    private static String problem(String yaml, String path) {
        return problems(yaml).stream()
                .filter(text -> text.startsWith("Invalid " + path + ": "))
                .findFirst()
                .orElseThrow();
    }
}
