package io.espalier.run.action;

import static io.espalier.run.Chains.ADAM;
import static io.espalier.run.Chains.BATCH;
import static io.espalier.run.Chains.DATA;
import static io.espalier.run.Chains.EPOCH;
import static io.espalier.run.Chains.MLP;
import static io.espalier.run.Chains.batches;
import static io.espalier.run.Chains.context;
import static io.espalier.run.Chains.epochs;
import static io.espalier.run.Chains.pruning;
import static io.espalier.run.Chains.run;
import static io.espalier.run.Chains.same;
import static io.espalier.run.Chains.stored;
import static io.espalier.run.Chains.training;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.espalier.data.ClassTargets;
import io.espalier.metric.ClassPredictions;
import io.espalier.metric.ErrorRate;
import io.espalier.metric.NegativeLogLikelihood;
import io.espalier.network.NetworkFamily;
import io.espalier.network.zoo.ResNet8;
import io.espalier.plan.tree.Action;
import io.espalier.plan.tree.Action.TrainBatches;
import io.espalier.recipe.Train.Keep;
import io.espalier.recipe.train.LearningRate;
import io.espalier.recipe.train.Optimizer;
import io.espalier.result.CurveRow.Point;
import io.espalier.snapshot.Snapshot;
import io.espalier.snapshot.Snapshot.Stop;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class TrainStepRunnerTest {
    static Stream<Optimizer> optimizers() {
        return Stream.of(
                new Optimizer.Sgd(0.1, 0.001),
                new Optimizer.Momentum(0.05, 0.9, 0.001),
                new Optimizer.Nesterov(0.05, 0.9, 0),
                ADAM,
                new Optimizer.Adamw(0.01, 0.9, 0.999, 1e-8, 0.1));
    }

    private static Snapshot inOneGo(ExecutionContext context, Snapshot before, List<Action> parts) {
        return new ActionExecutor(context).apply(before, parts);
    }

    private static Snapshot pruned(ExecutionContext context) {
        return run(context, null, pruning(0.6));
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void trainsTheSameBitsInOneGoAsThroughAStoredSnapshot(Optimizer optimizer) {
        ExecutionContext context = context(MLP, 1);
        Snapshot whole = inOneGo(context, pruned(context), epochs(optimizer, 0, 4));
        Snapshot half = inOneGo(context, pruned(context), epochs(optimizer, 0, 2));
        Snapshot rest = inOneGo(context, stored(context, half), epochs(optimizer, 2, 4));
        assertThat(rest.weights()).isEqualTo(whole.weights());
        assertThat(same(rest, whole)).isTrue();
        assertThat(same(half, whole)).isFalse();
    }

    @Test
    void trainsTheSameBitsWherePartsEndWithinEpochsAndNormsMoveStatistics() {
        NetworkFamily family = new ResNet8(2);
        ExecutionContext context = context(family, 1);
        Snapshot start = run(context, null, List.of());
        long[] ends = {0, 3, EPOCH + 1, 2 * EPOCH + 5};
        List<Action> parts = new ArrayList<>();
        for (int i = 1; i < ends.length; i++) {
            parts.add(batches(ADAM, Keep.BEST, 5, ends[i - 1], ends[i]));
        }
        Snapshot whole = inOneGo(context, start, parts);
        Snapshot pieces = start;
        for (Action batches : parts) {
            pieces = inOneGo(context, stored(context, pieces), List.of(batches));
        }
        assertThat(same(pieces, whole)).isTrue();
        assertThat(whole.curve()).extracting(Point::iteration).containsExactly(3L, EPOCH + 1L, 2L * EPOCH + 5);
    }

    @Test
    void learnsTheDigits() {
        Snapshot trained = run(context(MLP, 1), null, epochs(ADAM, 0, 12));
        List<Point> curve = trained.curve();
        assertThat(curve.get(11).trainLoss()).isLessThan(0.3);
        assertThat(curve.get(11).validation().require(new ErrorRate())).isLessThan(0.25);
        assertThat(curve.get(0).trainLoss()).isGreaterThan(curve.get(11).trainLoss());
    }

    @Test
    void evaluatesTheValidationPartAfterEachPart() {
        ExecutionContext context = context(MLP, 1);
        Snapshot trained = run(context, null, epochs(ADAM, 0, 3));
        float[] logits = context.logits(trained.weights().values(), DATA.validation());
        ClassPredictions predictions = ClassPredictions.of(logits, ClassTargets.of(DATA.validation()));
        Point last = trained.curve().get(2);
        assertThat(last.validation().require(new ErrorRate()))
                .isEqualTo(new ErrorRate().of(predictions).orElseThrow());
        assertThat(last.epoch()).isEqualTo(3);
        assertThat(last.trainStep()).isZero();
        assertThat(last.learningRate()).isEqualTo(0.01);
        assertThat(trained.progress().epochs()).isCloseTo(3, within(1e-12));
        assertThat(trained.progress().iterations()).isEqualTo(3L * EPOCH);
    }

    @Test
    void followsTheScheduleOfTheLearningRate() {
        ExecutionContext context = context(MLP, 1);
        long length = 2L * EPOCH;
        LearningRate cosine = new LearningRate.Cosine(0);
        Snapshot snapshot = run(context, null, List.of());
        for (long i = 0; i < length; i++) {
            Action batches = new TrainBatches(
                    BATCH, ADAM, cosine, null, Keep.LAST, i, i + 1, length, io.espalier.recipe.TrainingHooks.NONE);
            snapshot = run(context, snapshot, List.of(batches));
        }
        List<Point> curve = snapshot.curve();
        for (int i = 0; i < length; i++) {
            double expected = 0.01 * 0.5 * (1 + Math.cos(Math.PI * i / length));
            assertThat(curve.get(i).learningRate()).isCloseTo(expected, within(1e-15));
        }
    }

    /** A rate so high that the error goes up and down. */
    private static final Optimizer RESTLESS = new Optimizer.Adam(0.12, 0.9, 0.999, 1e-8, 0);

    private static List<Action> parts(Keep keep, Integer patience, int count) {
        List<Action> parts = new ArrayList<>();
        for (long e = 0; e < count; e++) {
            parts.add(batches(RESTLESS, keep, patience, e * EPOCH, (e + 1) * EPOCH));
        }
        return parts;
    }

    @ParameterizedTest
    @EnumSource(value = Keep.class, names = "LAST", mode = EnumSource.Mode.EXCLUDE)
    void keepsTheBestEvaluationAndTheEarliestSuch(Keep keep) {
        ExecutionContext context = context(MLP, 2);
        Snapshot trained = run(context, null, parts(keep, null, 10));
        Point best = trained.curve().stream()
                .min(Comparator.comparingDouble(point ->
                        point.validation().require(keep == Keep.BEST ? new ErrorRate() : new NegativeLogLikelihood())))
                .orElseThrow();
        int evaluations = trained.curve().indexOf(best) + 1;
        assertThat(evaluations).as("the last look is not the best one").isBetween(2, 9);
        Snapshot ended = run(context, trained, List.of(new Action.EndTraining(keep, Action.Zeros.FREE)));
        Snapshot then = run(context, null, parts(keep, null, evaluations));
        assertThat(ended.weights()).isEqualTo(then.weights());
        assertThat(ended.training()).isNull();
        assertThat(ended.lastTraining()).isNotNull();
        assertThat(ended.lastTraining().bestError()).isEqualTo(best.validation().require(new ErrorRate()));
        assertThat(ended.lastTraining().bestEpoch()).isEqualTo(evaluations);
        assertThat(ended.lastTraining().lastError())
                .isEqualTo(trained.curve().get(9).validation().require(new ErrorRate()));
        assertThat(ended.progress().trainSteps()).isEqualTo(1);
    }

    @Test
    void keepsTheLastEvaluationWhereToldTo() {
        ExecutionContext context = context(MLP, 2);
        Snapshot trained = run(context, null, parts(Keep.LAST, null, 5));
        Snapshot ended = run(context, trained, List.of(new Action.EndTraining(Keep.LAST, Action.Zeros.FREE)));
        assertThat(ended.weights()).isEqualTo(trained.weights());
        assertThat(trained.training()).isNotNull();
        assertThat(trained.training().best()).isNull();
    }

    @Test
    void stopsWhenPatienceRunsOutAndThenDoesNothingMore() {
        ExecutionContext context = context(MLP, 2);
        int patience = 2;
        Snapshot patient = run(context, null, parts(Keep.BEST, null, 25));
        Snapshot stopped = run(context, null, parts(Keep.BEST, patience, 25));
        int evaluations = stopped.curve().size();
        assertThat(evaluations).isBetween(patience + 1, 24);
        assertThat(stopped.curve()).isEqualTo(patient.curve().subList(0, evaluations));
        assertThat(stopped.training()).isNotNull();
        assertThat(stopped.training().summary().stop()).isEqualTo(Stop.OUT_OF_PATIENCE);
        assertThat(stopped.training().summary().evaluationsSinceBest()).isEqualTo(patience);
        assertThat(stopped.progress().iterations()).isEqualTo((long) evaluations * EPOCH);
        Snapshot more = run(context, stored(context, stopped), parts(Keep.BEST, patience, 25));
        assertThat(more).isEqualTo(stored(context, stopped));
    }

    @Test
    void stopsAtTheSameEvaluationInOneGo() {
        ExecutionContext context = context(MLP, 2);
        Snapshot start = run(context, null, List.of());
        Snapshot oneByOne = run(context, start, parts(Keep.BEST, 2, 25));
        assertThat(same(inOneGo(context, start, parts(Keep.BEST, 2, 25)), oneByOne))
                .isTrue();
    }

    @Test
    void beginsTheNextTrainStepAfresh() {
        ExecutionContext context = context(MLP, 2);
        Snapshot first = run(context, null, parts(Keep.LAST, 2, 25));
        Snapshot ended = run(context, first, List.of(new Action.EndTraining(Keep.LAST, Action.Zeros.FREE)));
        Snapshot second = run(context, ended, parts(Keep.LAST, 2, 1));
        assertThat(second.curve()).hasSize(ended.curve().size() + 1);
        Point evaluation = second.curve().get(ended.curve().size());
        assertThat(evaluation.trainStep()).isEqualTo(1);
        assertThat(evaluation.iteration()).isEqualTo(EPOCH);
        assertThat(second.training()).isNotNull();
        assertThat(second.training().steps()).as("of a new optimiser").isEqualTo(EPOCH);
    }

    /** The order of examples depends on the seed, the train step and the epoch. */
    @Test
    void shufflesEachTrainStepItsOwnWay() {
        ExecutionContext context = context(MLP, 1);
        Snapshot start = run(context, null, List.of());
        Snapshot later = start.withProgress(new Snapshot.Progress(1, 0, 0, 0, 0, 0));
        Snapshot one = run(context, start, epochs(ADAM, 0, 1));
        assertThat(run(context, later, epochs(ADAM, 0, 1)).weights()).isNotEqualTo(one.weights());
        assertThat(run(context, start, epochs(ADAM, 0, 1)).weights()).isEqualTo(one.weights());
    }

    @Test
    void endsAStepOfNoEpochs() {
        ExecutionContext context = context(MLP, 1);
        Snapshot start = run(context, null, List.of());
        Snapshot ended = run(context, start, training(ADAM, 0));
        assertThat(ended.weights()).isEqualTo(start.weights());
        assertThat(ended.progress().trainSteps()).isEqualTo(1);
        assertThat(ended.lastTraining()).isNull();
    }

    @Test
    void refusesToGoOnOnceTheLossIsNotFinite() {
        ExecutionContext context = context(MLP, 1);
        Optimizer reckless = new Optimizer.Sgd(1e30, 0);
        assertThatThrownBy(() -> run(context, null, epochs(reckless, 0, 3)))
                .isInstanceOf(TrialFailure.class)
                .hasMessageMatching("Cannot continue training: the loss is \\S+ at iteration \\d+ of train step 0");
    }
}
