package io.espalier.config;

import static io.espalier.config.SweepFiles.RIGHT;
import static io.espalier.config.SweepFiles.load;
import static io.espalier.config.SweepFiles.problems;
import static io.espalier.config.SweepFiles.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.binding.Binder;
import io.espalier.binding.Canonical;
import io.espalier.binding.Chain;
import io.espalier.binding.Grains;
import io.espalier.binding.KeyPath;
import io.espalier.binding.Problems;
import io.espalier.binding.UserJar;
import io.espalier.binding.Yaml;
import io.espalier.prune.Granularity;
import io.espalier.recipe.Prune;
import io.espalier.recipe.Train;
import io.espalier.sweep.Point;
import io.espalier.sweep.SweepConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(UserJar.class)
class GridTest {
    private static final String PRUNE = "prune: { criterion: coin, granularity: $granularity, sparsity: $sparsity }";

    private static List<String> axes(SweepConfig sweep) {
        return sweep.points().stream()
                .map(point -> point.axes().replace('"', '\''))
                .toList();
    }

    @Test
    void expandsInTheFilesOrderWithTheLastAxisFastest() {
        assertThat(axes(load(RIGHT)))
                .containsExactly(
                        "{'criterion':'coin','sparsity':0.5}",
                        "{'criterion':'coin','sparsity':0.9}",
                        "{'criterion':'edge','sparsity':0.5}",
                        "{'criterion':'edge','sparsity':0.9}");
    }

    @Test
    void keepsTypesOfReferencesInDataNetworkAndRecipe() {
        SweepConfig sweep = load(with(
                        List.of("train: { epochs: $epochs, patience: $patience, optimizer: $optimizer }"),
                        List.of(
                                "epochs: [3]",
                                "patience: [~]",
                                "optimizer: [{ sgd: { rate: $rate } }]",
                                "rate: [1e-3]",
                                "widths: [[5, 6]]",
                                "source: [grains]"))
                .replace("source: grains", "source: $source")
                .replace("widths: [4]", "widths: $widths"));

        Point point = sweep.points().get(0);
        assertThat(point.network()).isEqualTo(new Chain(List.of(5, 6)));
        assertThat(point.data().source()).isEqualTo(new Grains(10));
        assertThat(point.steps()).singleElement().isInstanceOfSatisfying(Train.class, train -> {
            assertThat(train.epochs()).isEqualTo(3);
            assertThat(train.patience()).isNull();
            assertThat(train.optimizer().rate()).isEqualTo(0.001);
        });
        assertThat(axes(sweep))
                .containsExactly("{'epochs':3,'optimizer':{'sgd':{'rate':0.001}},'patience':null,'rate':0.001,"
                        + "'source':'grains','widths':[5,6]}");
    }

    @Test
    void expandsAnAxisOnlyWhereItsConditionHolds() {
        SweepConfig sweep = load(with(
                List.of(PRUNE),
                List.of(
                        "sparsity: [0.5]",
                        "granularity: [weight, { block: { rows: $rows, columns: 1 } }, '2x2']",
                        "rows: { values: [2, 4], when: { granularity: block } }")));

        assertThat(axes(sweep))
                .containsExactly(
                        "{'granularity':'weight','sparsity':0.5}",
                        "{'granularity':{'block':{'columns':1,'rows':2}},'rows':2,'sparsity':0.5}",
                        "{'granularity':{'block':{'columns':1,'rows':4}},'rows':4,'sparsity':0.5}",
                        "{'granularity':'2x2','sparsity':0.5}");
        assertThat(sweep.points())
                .extracting(point -> ((Prune) point.steps().get(0)).granularity())
                .containsExactly(
                        new Granularity.Weight(),
                        new Granularity.Block(2, 1),
                        new Granularity.Block(4, 1),
                        new Granularity.Block(2, 2));
    }

    @Test
    void takesSeveralValuesInACondition() {
        SweepConfig sweep = load(with(
                List.of("train: { epochs: 1, optimizer: $optimizer }"),
                List.of(
                        "optimizer: [sgd, { momentum: { rate: $rate } }, { nesterov: { rate: $rate } }]",
                        "rate: { values: [0.1, 0.2], when: { optimizer: [momentum, nesterov] } }")));

        assertThat(sweep.points())
                .extracting(point -> Canonical.json(point.steps().get(0)).replaceAll(".*optimizer\":|}}$", ""))
                .containsExactly(
                        "\"sgd\"",
                        "{\"momentum\":{\"rate\":0.1}}",
                        "{\"momentum\":{\"rate\":0.2}}",
                        "{\"nesterov\":{\"rate\":0.1}}",
                        "{\"nesterov\":{\"rate\":0.2}}");
    }

    @Test
    void wantsAllConditionsOfAnAxis() {
        Problems problems = new Problems();
        Axis axis = new Binder(UserJar.loader())
                .bind(
                        Yaml.read("{ values: [x, y], when: { a: [2, 3.0], b: 16 } }", "axis", problems),
                        Axis.class,
                        KeyPath.ROOT,
                        problems);

        assertThat(axis.extend(choice("3", "16.0"), "c")).hasSize(2);
        assertThat(axis.extend(choice("3", "17"), "c")).containsExactly(choice("3", "17"));
        assertThat(axis.extend(choice("4", "16"), "c")).containsExactly(choice("4", "16"));
        assertThat(axis.extend(AxisValues.NONE, "c")).containsExactly(AxisValues.NONE);
    }

    private static AxisValues choice(String a, String b) {
        Problems problems = new Problems();
        return AxisValues.NONE.with("a", Yaml.read(a, "a", problems)).with("b", Yaml.read(b, "b", problems));
    }

    @Test
    void keepsPointsThatBindToTheSameOnce() {
        SweepConfig sweep = load(with("criterion: [coin, edge]", "criterion: [edge, { edge: { power: 2 } }, coin]"));

        assertThat(axes(sweep))
                .containsExactly(
                        "{'criterion':'edge','sparsity':0.5}",
                        "{'criterion':'edge','sparsity':0.9}",
                        "{'criterion':'coin','sparsity':0.5}",
                        "{'criterion':'coin','sparsity':0.9}");
    }

    @Test
    void reportsAnEmptyAxis() {
        assertThat(problems(with("[0.5, 0.9]", "[]")))
                .containsExactly("Invalid grid.sparsity: [] (must hold at least one value)");
    }

    @Test
    void reportsAnAxisThatIsNoList() {
        assertThat(problems(with("[0.5, 0.9]", "0.5")))
                .containsExactly("Invalid grid.sparsity: 0.5 (must be an object)");
        assertThat(problems(with("[0.5, 0.9]", "{ value: [0.5] }")))
                .containsExactly(
                        "Invalid grid.sparsity.value: unknown key (must be one of values, when; did you mean values?)",
                        "Invalid grid.sparsity.values: missing (must be given)");
        assertThat(problems(RIGHT, "grid=5"))
                .contains("Invalid grid: 5 (must be an object with a list of values for each axis)");
    }

    @Test
    void reportsAxesThatNothingRefersTo() {
        assertThat(problems(with("sparsity: $sparsity", "sparsity: 0.5")))
                .containsExactly("Invalid grid.sparsity: unused (must be used somewhere as $sparsity)");
    }

    @Test
    void reportsReferencesToNoAxis() {
        assertThat(problems(with("criterion: [coin, edge]", "criterion: [coin, { edge: { power: $powr } }]")))
                .containsExactly("Invalid grid.criterion[1].edge.power: $powr"
                        + " (must name an axis of the grid: one of criterion, sparsity)");
        assertThat(problems(with("source: grains", "source: $sparsty")))
                .containsExactly("Invalid data.source: $sparsty"
                        + " (must name an axis of the grid: one of criterion, sparsity; did you mean sparsity?)");
        assertThat(problems(with("source: grains", "source: $x"), "grid={}"))
                .contains("Invalid data.source: $x (must name an axis of the grid, which has none)");
    }

    @Test
    void reportsConditionsOnNoAxisOrNoValueOfIt() {
        String conditional = "sparsity: { values: [0.5], when: { %s } }";

        assertThat(problems(with("sparsity: [0.5, 0.9]", conditional.formatted("criterium: coin"))))
                .containsExactly("Invalid grid.sparsity.when.criterium: unknown axis"
                        + " (must be defined above: criterion; did you mean criterion?)");
        assertThat(problems(with("sparsity: [0.5, 0.9]", conditional.formatted("criterion: [coin, coins]"))))
                .containsExactly("Invalid grid.sparsity.when.criterion: coins (must be a value of grid.criterion)");
    }

    @Test
    void leavesOutKeysThatReferToAnAxisThatIsNotThere() {
        SweepConfig sweep = load(with(
                List.of(PRUNE),
                List.of(
                        "granularity: [weight, 2:4, neuron]",
                        "sparsity: { values: [0.5, 0.9], when: { granularity: [weight, neuron] } }")));

        assertThat(sweep.points())
                .extracting(point -> ((Prune) point.steps().get(0)).sparsity())
                .containsExactly(0.5, 0.9, null, 0.5, 0.9);
        assertThat(axes(sweep).get(2)).isEqualTo("{'granularity':'2:4'}");
    }

    @Test
    void reportsKeysThatAreMissingWhereAnAxisIsNotThere() {
        assertThat(problems(with("[0.5, 0.9]", "{ values: [0.5], when: { criterion: coin } }")))
                .containsExactly("Invalid recipe[1].prune.sparsity: null (must be given, or fraction, but not both)");
    }

    @Test
    void reportsAxesThatReferToThemselves() {
        assertThat(problems(with("[0.5, 0.9]", "[$sparsity]")))
                .containsExactly(
                        "Invalid grid.sparsity: cyclic (must not refer to itself, directly or through other axes)");
        assertThat(problems(with("sparsity: [0.5, 0.9]", "sparsity: [$a]\n  a: [$b]\n  b: [[$a]]")))
                .containsExactly(
                        "Invalid grid.a: cyclic (must not refer to itself, directly or through other axes)",
                        "Invalid grid.b: cyclic (must not refer to itself, directly or through other axes)");
    }

    @Test
    void refusesGridsThatAreTooLarge() {
        String tenValues = IntStream.range(1, 11).mapToObj(Integer::toString).collect(Collectors.joining(","));
        List<String> axes = new ArrayList<>();
        for (char name = 'a'; name <= 'g'; name++) {
            axes.add(name + ": [" + tenValues + "]");
        }
        String steps = IntStream.range(0, 7)
                .mapToObj(i -> "{ train: { epochs: $" + (char) ('a' + i) + " } }")
                .collect(Collectors.joining(","));

        assertThat(problems(with(List.of("repeat: { rounds: 1, steps: [" + steps + "] }"), axes)))
                .containsExactly(
                        "Cannot expand the grid: it has 10,000,000 points (must be at most 1,000,000, which --limit raises)");
    }

    @Test
    void refusesReferencesThatGrowWithoutMeasure() {
        List<String> axes = new ArrayList<>(List.of("a: [5]"));
        for (char name = 'b'; name <= 'z'; name++) {
            String before = "$" + (char) (name - 1);
            axes.add(name + ": [[" + before + "," + before + "]]");
        }

        assertThat(problems(with(List.of("train: { epochs: $z }"), axes)))
                .contains("Cannot fill in the axes: one point would hold more than 100000 values");
    }

    @Test
    void bindsAHundredThousandPoints() {
        String many = IntStream.range(1, 1001).mapToObj(Integer::toString).collect(Collectors.joining(","));
        String sparsities =
                IntStream.range(0, 50).mapToObj(i -> "0." + (100 + i)).collect(Collectors.joining(","));

        SweepConfig sweep = load(
                RIGHT,
                "grid.sparsity=[" + sparsities + "]",
                "grid.epochs=[" + many + "]",
                "recipe[0].train.epochs=$epochs");

        assertThat(sweep.points()).hasSize(100_000);
    }

    @Test
    void countsAxesThatAreNotAlwaysThere() {
        assertThat(problems(with(
                        List.of("train: { epochs: $a, batch: $c }", "prune: { criterion: magnitude, sparsity: $b }"),
                        List.of(
                                "a: " + numbers(1, 1000),
                                "b: { values: [0.1, 0.2, 0.3], when: { a: [1, 2] } }",
                                "c: " + numbers(1, 2000)))))
                .contains("Cannot expand the grid: it has 2,008,000 points (must be at most 1,000,000, which --limit"
                        + " raises)");
    }

    private static String numbers(int from, int to) {
        return IntStream.rangeClosed(from, to).boxed().toList().toString();
    }
}
