package io.espalier.run;

import static io.espalier.run.Branches.segment;
import static io.espalier.run.Chains.ADAM;
import static io.espalier.run.Chains.DATA;
import static io.espalier.run.Chains.MLP;
import static io.espalier.run.Chains.chain;
import static io.espalier.run.Chains.pruning;
import static io.espalier.run.Chains.training;
import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.binding.Binder;
import io.espalier.metric.ErrorRate;
import io.espalier.metric.EvaluatedNetwork;
import io.espalier.metric.FunctionDistance;
import io.espalier.metric.InputNoise;
import io.espalier.metric.Metric;
import io.espalier.metric.NoiseCurve;
import io.espalier.plan.tree.Action;
import io.espalier.plan.tree.Branch;
import io.espalier.plan.tree.Segment;
import io.espalier.plan.tree.Segment.End;
import io.espalier.plan.tree.StepKey;
import io.espalier.plan.tree.SweepTree.Chain;
import io.espalier.plan.tree.TrialContext;
import io.espalier.recipe.Step;
import io.espalier.result.Measurement;
import io.espalier.result.MetricRow.Found;
import io.espalier.result.TrialRow.ErrorCode;
import io.espalier.result.TrialRow.State;
import io.espalier.run.action.ExecutionContext;
import io.espalier.run.store.StepStore;
import io.espalier.run.store.StepStore.Access;
import io.espalier.storage.ContentStore;
import io.espalier.storage.LocalStorage;
import io.espalier.sweep.Limits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Metrics at work in a branch. */
class MetricEvaluatorTest {
    private static final TrialContext ROOT = Chains.root(MLP, 1);
    private static final InputNoise NOISE = new InputNoise(List.of(0.0, 0.2), 2, 1000);
    private static final List<Step> DENSE = List.of(Binder.ofContext()
            .parse(
                    "{\"train\":{\"epochs\":2,\"batch\":" + Chains.BATCH
                            + ",\"optimizer\":{\"adam\":{\"rate\":0.01}}}}",
                    Step.class));
    private static final List<Action> TRUNK = chain(List.of(new Action.Initialize()), training(ADAM, 2));
    private static final List<Action> PRUNED = chain(TRUNK, pruning(0.9));

    @TempDir
    private Path folder;

    /** Throws, gives nothing, or gives one number twice. */
    record Wrong(String way) implements Metric {
        @Override
        public List<Value> measure(EvaluatedNetwork subject) {
            if (way.equals("throws")) {
                throw new IllegalStateException("not for me");
            }
            Value value = new Value("wrong", null, 1.0);
            return way.equals("nothing") ? List.of() : List.of(value, value);
        }
    }

    private StepStore stepStore() throws IOException {
        return new StepStore(ContentStore.open(LocalStorage.at(folder)), Access.REUSE);
    }

    private static Segment assessing(Metric metric) {
        return segment(List.of(new Action.Assess(metric, DENSE)), End.ASSESS, List.of());
    }

    private static StepKey key(List<Action> actions) {
        return new Chain(ROOT, actions).end();
    }

    private static StepKey key(Metric metric) {
        return key(PRUNED).then(new Action.Assess(metric, DENSE));
    }

    private Map<StepKey, Measurement> run(Metric... metrics) throws IOException {
        List<Segment> behind =
                Stream.of(metrics).map(MetricEvaluatorTest::assessing).toList();
        Segment pruned = segment(pruning(0.9), End.MEASURE, behind);
        Branch branch = Branches.branch(null, segment(TRUNK, End.STORE, List.of(pruned)));
        return new BranchRunner(Chains.PLAIN, stepStore(), branch, DATA, Limits.NONE, "test").run();
    }

    private static double value(Measurement measurement, String part, String name, double level) {
        return measurement.metrics().stream()
                .filter(f -> f.part().equals(part) && f.name().equals(name) && f.level() == level)
                .map(Found::value)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void findsWithoutNoiseWhatTheTrialFinds() throws IOException {
        Map<StepKey, Measurement> results = run(new NoiseCurve(NOISE));
        Measurement trial = results.get(key(PRUNED));
        Measurement curve = results.get(key(new NoiseCurve(NOISE)));
        assertThat(value(curve, "validation", "noise_error", 0))
                .isEqualTo(trial.quality().validation().require(new ErrorRate()));
        assertThat(value(curve, "test", "noise_error", 0))
                .isEqualTo(trial.quality().test().require(new ErrorRate()));
        assertThat(curve.size()).isNull();
        assertThat(curve.quality()).isNull();
    }

    @Test
    void comparesWithTheDenseParent() throws IOException {
        Map<StepKey, Measurement> results = run(new NoiseCurve(NOISE), new FunctionDistance(NOISE));
        ExecutionContext context = Chains.context(MLP, 1);
        double dense = new TrialEvaluator(context, CurrentProvenance.of(Chains.PLAIN, "data", "test"))
                .measure(Chains.run(context, null, training(ADAM, 2)))
                .quality()
                .validation()
                .require(new ErrorRate());
        Measurement curve = results.get(key(new NoiseCurve(NOISE)));
        assertThat(value(curve, "validation", "dense_noise_error", 0)).isEqualTo(dense);
        Measurement distance = results.get(key(new FunctionDistance(NOISE)));
        assertThat(value(distance, "validation", "function_distance", 0)).isBetween(0.1, Math.sqrt(2));
        assertThat(value(distance, "validation", "agreement", 0)).isBetween(0.05, 0.95);
    }

    @Test
    void takesTheDenseParentFromTheStepStoreAndElseMakesIt() throws IOException {
        Measurement first = run(new FunctionDistance(NOISE)).get(key(new FunctionDistance(NOISE)));
        assertThat(stepStore().holds(key(TRUNK))).isTrue();
        stepStore().remove(key(TRUNK));
        Metric again = new FunctionDistance(new InputNoise(NOISE.levels(), NOISE.draws(), 2000));
        Branch branch = Branches.branch(key(PRUNED), assessing(again));
        Map<StepKey, Measurement> results =
                new BranchRunner(Chains.PLAIN, stepStore(), branch, DATA, Limits.NONE, "test").run();
        assertThat(results.get(key(again)).metrics()).isEqualTo(first.metrics());
        assertThat(stepStore().holds(key(TRUNK))).as("made again").isTrue();
        assertThat(stepStore().holds(key(again)))
                .as("nothing is stored behind a metric")
                .isFalse();
    }

    @Test
    void failsOnlyTheMetricThatIsWrong() throws IOException {
        Metric right = new NoiseCurve(NOISE);
        Map<String, String> messages = Map.of(
                "throws", "Cannot measure with wrong: not for me",
                "nothing", "Cannot measure with wrong: it gave no value",
                "twice", "Cannot measure with wrong: it gave wrong twice at the same level");
        for (Map.Entry<String, String> wrong : messages.entrySet()) {
            Map<StepKey, Measurement> results = run(new Wrong(wrong.getKey()), right);
            Measurement failed = results.get(key(new Wrong(wrong.getKey())));
            assertThat(failed.outcome().state()).isEqualTo(State.FAILED);
            assertThat(failed.outcome().errorCode()).isEqualTo(ErrorCode.METRIC);
            assertThat(failed.outcome().errorMessage()).isEqualTo(wrong.getValue());
            assertThat(failed.metrics()).isEmpty();
            assertThat(results.get(key(right)).outcome().state()).isEqualTo(State.COMPLETED);
            assertThat(results.get(key(PRUNED)).outcome().state()).isEqualTo(State.COMPLETED);
        }
    }
}
