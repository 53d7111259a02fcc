package io.espalier.run.action;

import static io.espalier.run.Chains.ADAM;
import static io.espalier.run.Chains.BATCH;
import static io.espalier.run.Chains.EPOCH;
import static io.espalier.run.Chains.MLP;
import static io.espalier.run.Chains.onTorch;
import static io.espalier.run.Chains.pruning;
import static io.espalier.run.Chains.run;
import static io.espalier.run.Chains.same;
import static io.espalier.run.Chains.stored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.espalier.augmentation.Augmentation;
import io.espalier.augmentation.GaussianNoise;
import io.espalier.criterion.Magnitude;
import io.espalier.network.NetworkFamily;
import io.espalier.network.op.Parameter.Role;
import io.espalier.network.zoo.Conv2;
import io.espalier.network.zoo.LassoNet;
import io.espalier.penalty.Biases;
import io.espalier.penalty.DropNeuron;
import io.espalier.penalty.GroupLasso;
import io.espalier.penalty.L2;
import io.espalier.penalty.SoftWeightSharing;
import io.espalier.plan.tree.Action;
import io.espalier.projection.HierarchicalProx;
import io.espalier.prune.Granularity;
import io.espalier.prune.Scope;
import io.espalier.quantization.Quantizer;
import io.espalier.recipe.Train.Keep;
import io.espalier.recipe.TrainingHooks;
import io.espalier.recipe.train.Dropout;
import io.espalier.recipe.train.LearningRate;
import io.espalier.recipe.train.Optimizer;
import io.espalier.recipe.train.StopRule;
import io.espalier.reparameterization.BayesianCompression;
import io.espalier.reparameterization.DynamicSparsity;
import io.espalier.reparameterization.FakeQuantization;
import io.espalier.reparameterization.HardConcrete;
import io.espalier.reparameterization.LowRank;
import io.espalier.reparameterization.SparseVariationalDropout;
import io.espalier.reparameterization.WeightSharing;
import io.espalier.result.CurveRow;
import io.espalier.sharing.SharingPattern;
import io.espalier.snapshot.Snapshot;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Train steps with training hooks. */
class TrainingHooksTest {
    private static final TrainingHooks GATES =
            new TrainingHooks(List.of(), new HardConcrete(3, 5e-4, 0.5, 0.2), List.of(), 0.9);
    private static final TrainingHooks NOISE =
            new TrainingHooks(List.of(), new SparseVariationalDropout(1, 0, 2, -6, 3), List.of(), null);
    private static final TrainingHooks PROX =
            new TrainingHooks(List.of(), null, List.of(new HierarchicalProx(0.05, 1)), null);
    private static final Optimizer SGD = new Optimizer.Sgd(0.1, 0);

    static Stream<Arguments> hooks() {
        return Stream.of(
                Arguments.of(
                        MLP,
                        ADAM,
                        new TrainingHooks(List.of(new GroupLasso(), new DropNeuron()), null, List.of(), 0.99)),
                Arguments.of(
                        MLP,
                        ADAM,
                        new TrainingHooks(List.of(new SoftWeightSharing(), new L2()), null, List.of(), null)),
                Arguments.of(
                        MLP,
                        ADAM,
                        new TrainingHooks(List.of(), new LowRank(6, Map.of("fc1", 9), 1e-4), List.of(), null)),
                Arguments.of(
                        MLP,
                        ADAM,
                        new TrainingHooks(
                                List.of(), new WeightSharing(new SharingPattern.Hashed(2, 1)), List.of(), null)),
                Arguments.of(
                        MLP,
                        ADAM,
                        new TrainingHooks(
                                List.of(), new FakeQuantization(new Quantizer.Uniform(4), Map.of()), List.of(), null)),
                Arguments.of(
                        MLP,
                        ADAM,
                        new TrainingHooks(
                                List.of(),
                                new DynamicSparsity(0.5, new Scope.Erk(), DynamicSparsity.Grow.GRADIENT, 0.3, 5, 1000),
                                List.of(),
                                null)),
                Arguments.of(
                        MLP,
                        ADAM,
                        new TrainingHooks(List.of(), new BayesianCompression(0.1, 3, -9, -1), List.of(), null)),
                Arguments.of(MLP, ADAM, GATES),
                Arguments.of(MLP, ADAM, NOISE),
                Arguments.of(MLP, ADAM, dropping(0.3)),
                Arguments.of(MLP, ADAM, augmented(new GaussianNoise(0.05))),
                Arguments.of(
                        MLP, ADAM, new TrainingHooks(List.of(new GroupLasso()), new HardConcrete(), List.of(), null)),
                Arguments.of(new LassoNet(List.of(8)), new Optimizer.Momentum(0.05, 0.9, 0), PROX));
    }

    private static TrainingHooks dropping(double rate) {
        return new TrainingHooks(List.of(), null, List.of(), null, null, null, new Dropout(rate, List.of()));
    }

    private static TrainingHooks augmented(Augmentation... augmentation) {
        return new TrainingHooks(List.of(), null, List.of(), null, null, null, null, List.of(augmentation));
    }

    private static List<Action> epochs(Optimizer optimizer, TrainingHooks hooks, int from, int to) {
        return LongStream.range(from, to)
                .mapToObj(e -> (Action) new Action.TrainBatches(
                        BATCH,
                        optimizer,
                        new LearningRate.Constant(),
                        null,
                        Keep.LAST,
                        e * EPOCH,
                        (e + 1) * EPOCH,
                        null,
                        hooks))
                .toList();
    }

    private static Snapshot inOneGo(ExecutionContext context, Snapshot before, List<Action> parts) {
        return new ActionExecutor(context).apply(before, parts);
    }

    @ParameterizedTest
    @MethodSource("hooks")
    void trainsTheSameBitsInOneGoAsThroughAStoredSnapshot(
            NetworkFamily family, Optimizer optimizer, TrainingHooks hooks) {
        ExecutionContext context = onTorch(family, 1);
        Snapshot start = run(context, null, pruning(0.3));
        Snapshot whole = inOneGo(context, start, epochs(optimizer, hooks, 0, 3));
        Snapshot first = inOneGo(context, start, epochs(optimizer, hooks, 0, 1));
        Snapshot rest = inOneGo(context, stored(context, first), epochs(optimizer, hooks, 1, 3));
        assertThat(same(rest, whole)).isTrue();
        assertThat(same(first, whole)).isFalse();
        assertThat(whole.training().summary().lastError()).isLessThan(0.7);
        assertThat(IntStream.range(0, whole.weights().values().length)
                        .filter(i -> !whole.mask().keeps(i)))
                .isNotEmpty()
                .allMatch(i -> Float.floatToRawIntBits(whole.weights().values()[i]) == 0);
    }

    /** The same bits as without the rule, up to the evaluation at which the mask is stable. */
    @Test
    void stopsWhereTheMaskIsStableAndThenDoesNothingMore() {
        StopRule rule = new StopRule.MaskDistance(new Magnitude(), new Granularity.Unit(), 0.5, 0.05, 3);
        TrainingHooks stop = new TrainingHooks(List.of(), null, List.of(), null, rule, null, null);
        ExecutionContext context = onTorch(MLP, 1);
        Snapshot start = run(context, null, List.of());
        Snapshot whole = inOneGo(context, start, epochs(ADAM, stop, 0, 25));
        int evaluations = whole.curve().size();
        assertThat(evaluations).isBetween(3, 24);
        assertThat(whole.training().summary().stop()).isEqualTo(Snapshot.Stop.MASK_SETTLED);
        assertThat(whole.training().drawn()).hasSize(3);
        assertThat(whole.curve())
                .isEqualTo(inOneGo(context, start, epochs(ADAM, TrainingHooks.NONE, 0, evaluations))
                        .curve());
        Snapshot first = inOneGo(context, start, epochs(ADAM, stop, 0, 2));
        assertThat(first.training().summary().hasEnded()).isFalse();
        Snapshot rest = inOneGo(context, stored(context, first), epochs(ADAM, stop, 2, 25));
        assertThat(same(rest, whole)).isTrue();
        assertThat(inOneGo(context, rest, epochs(ADAM, stop, 25, 27))).isEqualTo(rest);
    }

    /** Half a square's gradient is what decay adds. */
    @Test
    void aSquaredPenaltyIsDecay() {
        ExecutionContext context = onTorch(MLP, 1);
        Snapshot start = run(context, null, pruning(0.3));
        TrainingHooks penalty = new TrainingHooks(List.of(new L2(0.05, Biases.PENALIZE)), null, List.of(), null);
        float[] penalized =
                inOneGo(context, start, epochs(SGD, penalty, 0, 1)).weights().values();
        float[] decayed = inOneGo(context, start, epochs(new Optimizer.Sgd(0.1, 0.1), TrainingHooks.NONE, 0, 1))
                .weights()
                .values();
        assertThat(penalized).containsExactly(decayed, within(1e-5f));
    }

    /** By other kernels, so not to the bit. */
    @Test
    void droppingNothingChangesNothing() {
        ExecutionContext context = onTorch(MLP, 1);
        Snapshot start = run(context, null, List.of());
        float[] plain = weights(inOneGo(context, start, epochs(SGD, TrainingHooks.NONE, 0, 1)));
        assertThat(weights(inOneGo(context, start, epochs(SGD, dropping(0), 0, 1))))
                .containsExactly(plain, within(1e-5f));
        float[] dropped = weights(inOneGo(context, start, epochs(SGD, dropping(0.5), 0, 1)));
        assertThat(IntStream.range(0, plain.length).filter(i -> Math.abs(dropped[i] - plain[i]) > 1e-3))
                .hasSizeGreaterThan(plain.length / 10);
    }

    private static float[] weights(Snapshot snapshot) {
        return snapshot.weights().values();
    }

    @Test
    void anAverageOfDecayZeroIsTheLastValue() {
        ExecutionContext context = onTorch(MLP, 1);
        Snapshot start = run(context, null, List.of());
        TrainingHooks last = new TrainingHooks(List.of(), null, List.of(), 0.0);
        assertThat(inOneGo(context, start, epochs(SGD, last, 0, 2)).weights())
                .isEqualTo(inOneGo(context, start, epochs(SGD, TrainingHooks.NONE, 0, 2))
                        .weights());
    }

    @Test
    void zerosOfAReparameterizationBecomeTheMask() {
        ExecutionContext context = onTorch(MLP, 1);
        Snapshot trained = inOneGo(context, run(context, null, List.of()), epochs(ADAM, NOISE, 0, 6));
        Snapshot ended = run(context, trained, List.of(new Action.EndTraining(Keep.LAST, Action.Zeros.REMOVED)));
        float[] weights = ended.weights().values();
        int from = context.network().layout().slot("fc1.weight").offset();
        int to = context.network().layout().slot("fc1.weight").end();
        assertThat(IntStream.range(from, to).filter(i -> weights[i] == 0).count())
                .isGreaterThan((to - from) / 10)
                .isLessThan(to - from);
        assertThat(IntStream.range(from, to)).allMatch(i -> ended.mask().keeps(i) == (weights[i] != 0));
        assertThat(ended.pruning().grouping().granularity()).isEqualTo(new Granularity.Weight());
        assertThat(ended.training()).isNull();
    }

    @Test
    void aThresholdRemovesWhatIsBelowAndNoBias() {
        ExecutionContext context = onTorch(MLP, 1);
        Snapshot start = run(context, null, List.of());
        Snapshot cut = run(context, start, List.of(new Action.Threshold(0.1)));
        int from = context.network().layout().slot("fc1.weight").offset();
        for (int i = from; i < context.network().layout().slot("fc1.weight").end(); i++) {
            float before = start.weights().values()[i];
            assertThat(cut.weights().values()[i]).isEqualTo(Math.abs(before) < 0.1f ? 0 : before);
            assertThat(cut.mask().keeps(i)).isEqualTo(Math.abs(before) >= 0.1);
        }
        assertThat(cut.mask().keeps(context.network().layout().slot("fc1.bias").offset()))
                .isTrue();
    }

    @Test
    void tellsThePartsOfTheLossThatItTrains() {
        ExecutionContext context = onTorch(MLP, 1);
        Snapshot start = run(context, null, List.of());
        TrainingHooks decayed = new TrainingHooks(List.of(new L2(0.5, Biases.LEAVE)), null, List.of(), null);
        CurveRow.Point with = firstBatch(context, start, decayed);
        CurveRow.Point without = firstBatch(context, start, TrainingHooks.NONE);
        double squares = context.network().layout().slots(Role.WEIGHT).stream()
                .flatMapToInt(slot -> IntStream.range(slot.offset(), slot.end()))
                .mapToDouble(i -> Math.pow(start.weights().values()[i], 2))
                .sum();
        assertThat(with.trainPenalty()).isCloseTo(0.5 * squares, within(1e-9));
        assertThat(with.trainDataLoss()).isEqualTo(without.trainDataLoss());
        assertThat(with.trainLoss()).isEqualTo(with.trainDataLoss() + with.trainPenalty());
        assertThat(without.trainPenalty()).isZero();
        assertThat(without.trainLoss()).isEqualTo(without.trainDataLoss());
        assertThat(firstBatch(context, start, GATES).trainPenalty()).isNotZero();
    }

    private static CurveRow.Point firstBatch(ExecutionContext context, Snapshot start, TrainingHooks hooks) {
        Action batch =
                new Action.TrainBatches(BATCH, ADAM, new LearningRate.Constant(), null, Keep.LAST, 0, 1, null, hooks);
        return inOneGo(context, start, List.of(batch)).curve().get(0);
    }

    /** Convolutions see noise in their activations as well. */
    @Test
    void gatesAndDropoutTrainConvolutions() {
        NetworkFamily family = new Conv2(0.1);
        ExecutionContext context = onTorch(family, 1);
        for (TrainingHooks hooks : List.of(GATES, NOISE)) {
            Snapshot trained = inOneGo(context, run(context, null, List.of()), epochs(ADAM, hooks, 0, 1));
            assertThat(trained.curve().get(0).trainDataLoss()).isFinite().isLessThan(3);
        }
    }
}
