package io.espalier.run;

import static io.espalier.run.Chains.ADAM;
import static io.espalier.run.Chains.BATCH;
import static io.espalier.run.Chains.DATA;
import static io.espalier.run.Chains.EPOCH;
import static io.espalier.run.Chains.MLP;
import static io.espalier.run.Chains.epochs;
import static io.espalier.run.Chains.pruning;
import static io.espalier.run.Chains.run;
import static io.espalier.run.Chains.same;
import static io.espalier.run.Chains.setting;
import static io.espalier.run.Chains.span;
import static io.espalier.run.Chains.stored;
import static io.espalier.run.Chains.training;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.espalier.engine.Inference;
import io.espalier.metric.ErrorRate;
import io.espalier.metric.Predictions;
import io.espalier.network.NetworkFamily;
import io.espalier.network.ResNet8;
import io.espalier.plan.Action;
import io.espalier.plan.Action.TrainSpan;
import io.espalier.recipe.LearningRate;
import io.espalier.recipe.Optimizer;
import io.espalier.recipe.Train.Keep;
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

class SpansTest {
    static Stream<Optimizer> optimizers() {
        return Stream.of(
                new Optimizer.Sgd(0.1, 0.001),
                new Optimizer.Momentum(0.05, 0.9, 0.001),
                new Optimizer.Nesterov(0.05, 0.9, 0),
                ADAM,
                new Optimizer.Adamw(0.01, 0.9, 0.999, 1e-8, 0.1));
    }

    private static Snapshot inOneGo(Setting setting, Snapshot before, List<Action> spans) {
        return new Actions(setting).apply(before, spans);
    }

    private static Snapshot pruned(Setting setting) {
        return run(setting, null, pruning(0.6));
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void trainsTheSameBitsInOneGoAsThroughAStoredSnapshot(Optimizer optimizer) {
        Setting setting = setting(MLP, 1);
        Snapshot whole = inOneGo(setting, pruned(setting), epochs(optimizer, 0, 4));
        Snapshot half = inOneGo(setting, pruned(setting), epochs(optimizer, 0, 2));
        Snapshot rest = inOneGo(setting, stored(setting, half), epochs(optimizer, 2, 4));
        assertThat(rest.weights()).isEqualTo(whole.weights());
        assertThat(same(rest, whole)).isTrue();
        assertThat(same(half, whole)).isFalse();
    }

    @Test
    void trainsTheSameBitsWhereSpansEndWithinEpochsAndNormsMoveStatistics() {
        NetworkFamily family = new ResNet8(2);
        Setting setting = setting(family, 1);
        Snapshot start = run(setting, null, List.of());
        long[] ends = {0, 3, EPOCH + 1, 2 * EPOCH + 5};
        List<Action> spans = new ArrayList<>();
        for (int i = 1; i < ends.length; i++) {
            spans.add(span(ADAM, Keep.BEST, 5, ends[i - 1], ends[i]));
        }
        Snapshot whole = inOneGo(setting, start, spans);
        Snapshot pieces = start;
        for (Action span : spans) {
            pieces = inOneGo(setting, stored(setting, pieces), List.of(span));
        }
        assertThat(same(pieces, whole)).isTrue();
        assertThat(whole.curve()).extracting(Point::iteration).containsExactly(3L, EPOCH + 1L, 2L * EPOCH + 5);
    }

    @Test
    void learnsTheDigits() {
        Snapshot trained = run(setting(MLP, 1), null, epochs(ADAM, 0, 12));
        List<Point> curve = trained.curve();
        assertThat(curve.get(11).trainLoss()).isLessThan(0.3);
        assertThat(curve.get(11).validationError()).isLessThan(0.25);
        assertThat(curve.get(0).trainLoss()).isGreaterThan(curve.get(11).trainLoss());
    }

    @Test
    void looksAtTheValidationPartAfterEachSpan() {
        Setting setting = setting(MLP, 1);
        Snapshot trained = run(setting, null, epochs(ADAM, 0, 3));
        float[] logits = Inference.logits(setting.network(), trained.weights().values(), DATA.validation());
        Predictions predictions = new Predictions(logits, 10, DATA.validation().labels());
        Point last = trained.curve().get(2);
        assertThat(last.validationError()).isEqualTo(new ErrorRate().of(predictions));
        assertThat(last.epoch()).isEqualTo(3);
        assertThat(last.trainStep()).isZero();
        assertThat(last.learningRate()).isEqualTo(0.01);
        assertThat(trained.progress().epochs()).isCloseTo(3, within(1e-12));
        assertThat(trained.progress().iterations()).isEqualTo(3L * EPOCH);
    }

    @Test
    void followsTheScheduleOfTheLearningRate() {
        Setting setting = setting(MLP, 1);
        long length = 2L * EPOCH;
        LearningRate cosine = new LearningRate.Cosine(0);
        Snapshot snapshot = run(setting, null, List.of());
        for (long i = 0; i < length; i++) {
            Action span = new TrainSpan(
                    BATCH, ADAM, cosine, null, Keep.LAST, i, i + 1, length, io.espalier.recipe.Slots.NONE);
            snapshot = run(setting, snapshot, List.of(span));
        }
        List<Point> curve = snapshot.curve();
        for (int i = 0; i < length; i++) {
            double expected = 0.01 * 0.5 * (1 + Math.cos(Math.PI * i / length));
            assertThat(curve.get(i).learningRate()).isCloseTo(expected, within(1e-15));
        }
    }

    /** A rate so high that the error goes up and down. */
    private static final Optimizer RESTLESS = new Optimizer.Adam(0.12, 0.9, 0.999, 1e-8, 0);

    private static List<Action> spans(Keep keep, Integer patience, int count) {
        List<Action> spans = new ArrayList<>();
        for (long e = 0; e < count; e++) {
            spans.add(span(RESTLESS, keep, patience, e * EPOCH, (e + 1) * EPOCH));
        }
        return spans;
    }

    @ParameterizedTest
    @EnumSource(value = Keep.class, names = "LAST", mode = EnumSource.Mode.EXCLUDE)
    void keepsTheBestLookAndTheEarliestSuch(Keep keep) {
        Setting setting = setting(MLP, 2);
        Snapshot trained = run(setting, null, spans(keep, null, 10));
        Point best = trained.curve().stream()
                .min(Comparator.comparingDouble(keep == Keep.BEST ? Point::validationError : Point::validationNll))
                .orElseThrow();
        int looks = trained.curve().indexOf(best) + 1;
        assertThat(looks).as("the last look is not the best one").isBetween(2, 9);
        Snapshot settled = run(setting, trained, List.of(new Action.Settle(keep, Action.Zeros.FREE)));
        Snapshot then = run(setting, null, spans(keep, null, looks));
        assertThat(settled.weights()).isEqualTo(then.weights());
        assertThat(settled.training()).isNull();
        assertThat(settled.lastTraining()).isNotNull();
        assertThat(settled.lastTraining().bestError()).isEqualTo(best.validationError());
        assertThat(settled.lastTraining().bestEpoch()).isEqualTo(looks);
        assertThat(settled.lastTraining().lastError())
                .isEqualTo(trained.curve().get(9).validationError());
        assertThat(settled.progress().trainSteps()).isEqualTo(1);
    }

    @Test
    void keepsTheLastLookWhereToldTo() {
        Setting setting = setting(MLP, 2);
        Snapshot trained = run(setting, null, spans(Keep.LAST, null, 5));
        Snapshot settled = run(setting, trained, List.of(new Action.Settle(Keep.LAST, Action.Zeros.FREE)));
        assertThat(settled.weights()).isEqualTo(trained.weights());
        assertThat(trained.training()).isNotNull();
        assertThat(trained.training().best()).isNull();
    }

    @Test
    void stopsWhenPatienceRunsOutAndThenDoesNothingMore() {
        Setting setting = setting(MLP, 2);
        int patience = 2;
        Snapshot patient = run(setting, null, spans(Keep.BEST, null, 25));
        Snapshot stopped = run(setting, null, spans(Keep.BEST, patience, 25));
        int looks = stopped.curve().size();
        assertThat(looks).isBetween(patience + 1, 24);
        assertThat(stopped.curve()).isEqualTo(patient.curve().subList(0, looks));
        assertThat(stopped.training()).isNotNull();
        assertThat(stopped.training().summary().stop()).isEqualTo(Stop.OUT_OF_PATIENCE);
        assertThat(stopped.training().summary().looksSinceBest()).isEqualTo(patience);
        assertThat(stopped.progress().iterations()).isEqualTo((long) looks * EPOCH);
        Snapshot more = run(setting, stored(setting, stopped), spans(Keep.BEST, patience, 25));
        assertThat(more).isEqualTo(stored(setting, stopped));
    }

    @Test
    void stopsAtTheSameLookInOneGo() {
        Setting setting = setting(MLP, 2);
        Snapshot start = run(setting, null, List.of());
        Snapshot oneByOne = run(setting, start, spans(Keep.BEST, 2, 25));
        assertThat(same(inOneGo(setting, start, spans(Keep.BEST, 2, 25)), oneByOne))
                .isTrue();
    }

    @Test
    void beginsTheNextTrainStepAfresh() {
        Setting setting = setting(MLP, 2);
        Snapshot first = run(setting, null, spans(Keep.LAST, 2, 25));
        Snapshot settled = run(setting, first, List.of(new Action.Settle(Keep.LAST, Action.Zeros.FREE)));
        Snapshot second = run(setting, settled, spans(Keep.LAST, 2, 1));
        assertThat(second.curve()).hasSize(settled.curve().size() + 1);
        Point look = second.curve().get(settled.curve().size());
        assertThat(look.trainStep()).isEqualTo(1);
        assertThat(look.iteration()).isEqualTo(EPOCH);
        assertThat(second.training()).isNotNull();
        assertThat(second.training().steps()).as("of a new optimiser").isEqualTo(EPOCH);
    }

    /** The order of examples depends on the seed, the train step and the epoch. */
    @Test
    void shufflesEachTrainStepItsOwnWay() {
        Setting setting = setting(MLP, 1);
        Snapshot start = run(setting, null, List.of());
        Snapshot later = start.withProgress(new Snapshot.Progress(1, 0, 0, 0, 0, 0));
        Snapshot one = run(setting, start, epochs(ADAM, 0, 1));
        assertThat(run(setting, later, epochs(ADAM, 0, 1)).weights()).isNotEqualTo(one.weights());
        assertThat(run(setting, start, epochs(ADAM, 0, 1)).weights()).isEqualTo(one.weights());
    }

    @Test
    void settlesAStepOfNoEpochs() {
        Setting setting = setting(MLP, 1);
        Snapshot start = run(setting, null, List.of());
        Snapshot settled = run(setting, start, training(ADAM, 0));
        assertThat(settled.weights()).isEqualTo(start.weights());
        assertThat(settled.progress().trainSteps()).isEqualTo(1);
        assertThat(settled.lastTraining()).isNull();
    }

    @Test
    void refusesToGoOnOnceTheLossIsNotFinite() {
        Setting setting = setting(MLP, 1);
        Optimizer reckless = new Optimizer.Sgd(1e30, 0);
        assertThatThrownBy(() -> run(setting, null, epochs(reckless, 0, 3)))
                .isInstanceOf(DivergedException.class)
                .hasMessageMatching("Cannot go on training: the loss is \\S+ at iteration \\d+ of train step 0");
    }
}
