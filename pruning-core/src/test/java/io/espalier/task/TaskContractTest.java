package io.espalier.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.augmentation.Augmentation;
import io.espalier.binding.Binder;
import io.espalier.binding.Variant;
import io.espalier.codec.Codec;
import io.espalier.config.SweepFile;
import io.espalier.criterion.Criterion;
import io.espalier.data.ClassTargets;
import io.espalier.data.Columns;
import io.espalier.data.DataSpec;
import io.espalier.data.Dataset;
import io.espalier.data.Examples;
import io.espalier.data.LabelTargets;
import io.espalier.data.SequenceTargets;
import io.espalier.data.Splits;
import io.espalier.data.Targets;
import io.espalier.data.ValueTargets;
import io.espalier.data.source.Digits;
import io.espalier.engine.Engine;
import io.espalier.metric.Metric;
import io.espalier.metric.Score;
import io.espalier.network.op.Shape;
import io.espalier.penalty.Penalty;
import io.espalier.plan.PlannedTrial;
import io.espalier.plan.Planner;
import io.espalier.plan.TrialChains;
import io.espalier.plan.tree.SweepTree;
import io.espalier.projection.Projection;
import io.espalier.random.RandomKey;
import io.espalier.reconstruction.Reconstructor;
import io.espalier.reparameterization.Reparameterization;
import io.espalier.result.Measurement;
import io.espalier.result.TrialRow;
import io.espalier.run.CurrentProvenance;
import io.espalier.run.TrialEvaluator;
import io.espalier.run.action.ActionExecutor;
import io.espalier.run.action.ExecutionContext;
import io.espalier.snapshot.Snapshot;
import io.espalier.sweep.Control;
import io.espalier.sweep.Point;
import io.espalier.sweep.Trial;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every registered extension on every registered task: a recipe with it completes with all scores of the task. */
class TaskContractTest {
    /** What those that need an option are tried with. */
    private static final Map<String, String> OPTIONS = Map.of(
            "divnet", "{divnet: {keep: 6}}",
            "cutout", "{cutout: {size: 4}}",
            "net-trim", "{net-trim: {iterations: 20}}");

    /** Networks that have what some act on; the others are tried on a multi-layer perceptron. */
    private static final Map<String, String> NETWORKS =
            Map.of("slimming", "{family: resnet-8}", "hierarchical-prox", "{family: lassonet, hidden: [8]}");

    private static final String MLP = "{family: mlp, hidden: [8, 6]}";
    private static final DataSpec SPEC = new DataSpec(new Digits(), 0.2, 0.2, 0, DataSpec.Scaling.PER_FEATURE, null);
    private static final int EXAMPLES = 90;
    private static final int FEATURES = 64;
    private static final String TRAIN = "{train: {epochs: 2, batch: 16, keep: best}}";
    private static final String PRUNE = "{prune: {granularity: unit, criterion: %s, sparsity: 0.4}}";

    private static List<Task> tasks() {
        return ServiceLoader.load(Task.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    private static Stream<String> named(Class<?> extension) {
        return ServiceLoader.load(extension).stream()
                .map(provider -> Variant.nameOf(provider.type()))
                .map(name -> OPTIONS.getOrDefault(name, name));
    }

    static Stream<String> recipes() {
        return Stream.of(
                        named(Criterion.class).map(name -> TRAIN + ", " + PRUNE.formatted(name) + ", " + TRAIN),
                        named(Penalty.class).map(name -> "{train: {epochs: 2, penalties: [" + name + "]}}"),
                        named(Reparameterization.class)
                                .map(name -> "{train: {epochs: 2, reparameterization: " + name + "}}"),
                        named(Augmentation.class).map(name -> "{train: {epochs: 2, augmentation: [" + name + "]}}"),
                        named(Projection.class).map(name -> "{train: {epochs: 2, projections: [" + name + "]}}"),
                        named(Reconstructor.class).map(name -> TRAIN + ", {reconstruct: {by: " + name + "}}"),
                        named(Codec.class).map(name -> TRAIN + ", {encode: {codec: " + name + "}}"),
                        Stream.of(
                                "{train: {epochs: 2, label: t}}, {train: {epochs: 1, distill: {from: t, match: logits}}}",
                                TRAIN + ", {prune: {sparsity: 0.9}}, {rewind: {to: init}}, " + TRAIN,
                                "{train: {epochs: 3, patience: 1, keep: least-loss}}, {recalibrate: {}}"))
                .flatMap(recipes -> recipes);
    }

    static Stream<Arguments> cases() {
        return tasks().stream().flatMap(task -> recipes().map(recipe -> Arguments.of(task, recipe)));
    }

    private static Splits data(Task task) throws IOException {
        RandomKey key = RandomKey.of(5);
        float[] features = new float[EXAMPLES * FEATURES];
        for (int i = 0; i < features.length; i++) {
            features[i] = (float) key.gaussian(i);
        }
        double[] sums = new double[EXAMPLES];
        Arrays.setAll(sums, row -> 1000 + 30 * features[row * FEATURES] - 20 * features[row * FEATURES + 1]);
        int[] above = Arrays.stream(sums).mapToInt(sum -> sum > 1000 ? 1 : 0).toArray();
        Targets targets =
                switch (task.targets()) {
                    case CLASSES -> new ClassTargets(2, above);
                    case VALUES -> new ValueTargets(List.of("sum", "noise"), interleaved(sums, features));
                    case LABELS -> new LabelTargets(List.of("sum", "noise"), interleaved(above, features));
                    case SEQUENCES ->
                        new SequenceTargets(2, interleaved(above, features), 2, SequenceTargets.Alignment.SAME_STEP);
                };
        return SPEC.split(
                new Examples(new Dataset(new Shape(1, 8, 8), targets, features), null, null, Columns.UNNAMED));
    }

    /** Two numbers a row: one of these, and another that has nothing to do with it. */
    private static double[] interleaved(double[] first, float[] features) {
        double[] both = new double[2 * EXAMPLES];
        Arrays.setAll(both, i -> i % 2 == 0 ? first[i / 2] : features[i / 2 * FEATURES + 2]);
        return both;
    }

    private static int[] interleaved(int[] first, float[] features) {
        int[] both = new int[2 * EXAMPLES];
        Arrays.setAll(both, i -> i % 2 == 0 ? first[i / 2] : features[i / 2 * FEATURES + 2] > 0 ? 1 : 0);
        return both;
    }

    private static Trial trial(Task task, String recipe) {
        String network = NETWORKS.entrySet().stream()
                .filter(entry -> recipe.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(MLP);
        return trial(task, network, recipe);
    }

    static Trial trial(Task task, String network, String recipe) {
        String yaml = "{data: {source: digits}, network: %s, seed: 1, task: %s, steps: [%s]}"
                .formatted(network, Variant.nameOf(task), recipe);
        return Binder.ofContext().parse(SweepFile.merge(List.of(yaml), List.of()), Trial.class);
    }

    private static final Engine ENGINE = Engine.ofProcess();

    static Measurement measured(Task task, Splits data, Trial trial) {
        SweepTree.Chain chain = new TrialChains(Map.of(trial.data(), data), "engine").of(trial);
        ExecutionContext context = ExecutionContext.of(ENGINE, chain.root(), data);
        ActionExecutor actions = new ActionExecutor(context);
        Snapshot last = actions.applyAll(null, chain.actions());
        return new TrialEvaluator(context, CurrentProvenance.of(ENGINE, data.hash(), "test")).measure(last);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void completesWithTheScoresOfTheTask(Task task, String recipe) throws IOException {
        Splits data = data(task);
        Trial trial = trial(task, recipe);
        assertScores(task, measured(task, data, trial));
    }

    static Stream<Task> everyTask() {
        return tasks().stream();
    }

    @ParameterizedTest
    @MethodSource("everyTask")
    void hasEveryControl(Task task) throws IOException {
        Splits data = data(task);
        Trial candidate = trial(task, TRAIN + ", " + PRUNE.formatted("magnitude") + ", " + TRAIN);
        TrialChains chains = new TrialChains(Map.of(candidate.data(), data), "engine");
        Point point = new Point("{}", candidate.data(), candidate.network(), candidate.steps(), task);
        List<PlannedTrial> planned = new Planner(chains, List.of(Control.values()))
                .plan(List.of(point), List.of(1L))
                .trials();
        assertThat(planned).hasSizeGreaterThan(Control.values().length);
        for (PlannedTrial one : planned) {
            assertThat(one.trial().task()).isEqualTo(task);
            assertScores(task, measured(task, data, one.trial()));
        }
    }

    static Stream<Arguments> metrics() {
        return tasks().stream().flatMap(task -> ServiceLoader.load(Metric.class).stream()
                .map(metric -> Arguments.of(task, metric.get())));
    }

    @ParameterizedTest
    @MethodSource("metrics")
    void hasTheColumnsOfEveryMetric(Task task, Metric metric) {
        assertThat(task.columns(metric)).isNotEmpty().allSatisfy(value -> assertThat(
                        Score.inColumn(value.name()).stream())
                .allMatch(task.scores()::contains));
    }

    static void assertScores(Task task, Measurement measurement) {
        assertThat(measurement.outcome().state()).isEqualTo(TrialRow.State.COMPLETED);
        TrialRow.Quality quality = measurement.quality();
        assertThat(quality.validation().values()).containsOnlyKeys(task.scores());
        assertThat(quality.test().values()).containsOnlyKeys(task.scores());
        assertThat(quality.lastValidation().values()).containsOnlyKeys(task.choice());
        assertThat(quality.training().values()).containsKey(task.meanLoss());
        assertThat(measurement.curve())
                .allSatisfy(point -> assertThat(point.validation().values()).containsOnlyKeys(task.curve()));
    }
}
