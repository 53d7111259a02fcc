package io.espalier.run;

import static io.espalier.run.Chains.ADAM;
import static io.espalier.run.Chains.BATCH;
import static io.espalier.run.Chains.EPOCH;
import static io.espalier.run.Chains.MLP;
import static io.espalier.run.Chains.pruning;
import static io.espalier.run.Chains.run;
import static io.espalier.run.Chains.same;
import static io.espalier.run.Chains.setting;
import static io.espalier.run.Chains.stored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.espalier.criterion.Magnitude;
import io.espalier.network.Conv2;
import io.espalier.network.LassoNet;
import io.espalier.network.NetworkFamily;
import io.espalier.penalty.Biases;
import io.espalier.penalty.DropNeuron;
import io.espalier.penalty.GroupLasso;
import io.espalier.penalty.L2;
import io.espalier.plan.Action;
import io.espalier.project.HierarchicalProx;
import io.espalier.prune.Granularity;
import io.espalier.recipe.Dropout;
import io.espalier.recipe.LearningRate;
import io.espalier.recipe.Optimizer;
import io.espalier.recipe.Slots;
import io.espalier.recipe.StopRule;
import io.espalier.recipe.Train.Keep;
import io.espalier.reparameterize.HardConcrete;
import io.espalier.reparameterize.SparseVariationalDropout;
import io.espalier.snapshot.Snapshot;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Train steps with slots. */
class SlottedSpansTest {
    private static final Slots GATES = new Slots(List.of(), new HardConcrete(3, 5e-4, 0.5, 0.2), List.of(), 0.9);
    private static final Slots NOISE =
            new Slots(List.of(), new SparseVariationalDropout(1, 0, 2, -6, 3), List.of(), null);
    private static final Slots PROX = new Slots(List.of(), null, List.of(new HierarchicalProx(0.05, 1)), null);
    private static final Optimizer SGD = new Optimizer.Sgd(0.1, 0);

    static Stream<Arguments> slots() {
        return Stream.of(
                Arguments.of(MLP, ADAM, new Slots(List.of(new GroupLasso(), new DropNeuron()), null, List.of(), 0.99)),
                Arguments.of(MLP, ADAM, GATES),
                Arguments.of(MLP, ADAM, NOISE),
                Arguments.of(MLP, ADAM, dropping(0.3)),
                Arguments.of(MLP, ADAM, new Slots(List.of(new GroupLasso()), new HardConcrete(), List.of(), null)),
                Arguments.of(new LassoNet(List.of(8)), new Optimizer.Momentum(0.05, 0.9, 0), PROX));
    }

    private static Slots dropping(double rate) {
        return new Slots(List.of(), null, List.of(), null, null, null, new Dropout(rate, List.of()));
    }

    private static List<Action> epochs(Optimizer optimizer, Slots slots, int from, int to) {
        return LongStream.range(from, to)
                .mapToObj(e -> (Action) new Action.TrainSpan(
                        BATCH,
                        optimizer,
                        new LearningRate.Constant(),
                        null,
                        Keep.LAST,
                        e * EPOCH,
                        (e + 1) * EPOCH,
                        null,
                        slots))
                .toList();
    }

    private static Snapshot inOneGo(Setting setting, Snapshot before, List<Action> spans) {
        return new Actions(setting).apply(before, spans);
    }

    @ParameterizedTest
    @MethodSource("slots")
    void trainsTheSameBitsInOneGoAsThroughAStoredSnapshot(NetworkFamily family, Optimizer optimizer, Slots slots) {
        Setting setting = setting(family, 1);
        Snapshot start = run(setting, null, pruning(0.3));
        Snapshot whole = inOneGo(setting, start, epochs(optimizer, slots, 0, 3));
        Snapshot first = inOneGo(setting, start, epochs(optimizer, slots, 0, 1));
        Snapshot rest = inOneGo(setting, stored(setting, first), epochs(optimizer, slots, 1, 3));
        assertThat(same(rest, whole)).isTrue();
        assertThat(same(first, whole)).isFalse();
        assertThat(whole.training().summary().lastError()).isLessThan(0.7);
        assertThat(IntStream.range(0, whole.weights().values().length)
                        .filter(i -> !whole.mask().keeps(i)))
                .isNotEmpty()
                .allMatch(i -> Float.floatToRawIntBits(whole.weights().values()[i]) == 0);
    }

    /** The same bits as without the rule, up to the look at which the mask has settled. */
    @Test
    void stopsWhereTheMaskHasSettledAndThenDoesNothingMore() {
        StopRule rule = new StopRule.MaskDistance(new Magnitude(), new Granularity.Unit(), 0.5, 0.05, 3);
        Slots stop = new Slots(List.of(), null, List.of(), null, rule, null, null);
        Setting setting = setting(MLP, 1);
        Snapshot start = run(setting, null, List.of());
        Snapshot whole = inOneGo(setting, start, epochs(ADAM, stop, 0, 25));
        int looks = whole.curve().size();
        assertThat(looks).isBetween(3, 24);
        assertThat(whole.training().summary().stop()).isEqualTo(Snapshot.Stop.MASK_SETTLED);
        assertThat(whole.training().drawn()).hasSize(3);
        assertThat(whole.curve())
                .isEqualTo(inOneGo(setting, start, epochs(ADAM, Slots.NONE, 0, looks))
                        .curve());
        Snapshot first = inOneGo(setting, start, epochs(ADAM, stop, 0, 2));
        assertThat(first.training().summary().hasEnded()).isFalse();
        Snapshot rest = inOneGo(setting, stored(setting, first), epochs(ADAM, stop, 2, 25));
        assertThat(same(rest, whole)).isTrue();
        assertThat(inOneGo(setting, rest, epochs(ADAM, stop, 25, 27))).isEqualTo(rest);
    }

    /** Half a square's gradient is what decay adds. */
    @Test
    void aSquaredPenaltyIsDecay() {
        Setting setting = setting(MLP, 1);
        Snapshot start = run(setting, null, pruning(0.3));
        Slots penalty = new Slots(List.of(new L2(0.05, Biases.PENALIZE)), null, List.of(), null);
        float[] penalized =
                inOneGo(setting, start, epochs(SGD, penalty, 0, 1)).weights().values();
        float[] decayed = inOneGo(setting, start, epochs(new Optimizer.Sgd(0.1, 0.1), Slots.NONE, 0, 1))
                .weights()
                .values();
        assertThat(penalized).containsExactly(decayed, within(1e-5f));
    }

    /** By other kernels, so not to the bit. */
    @Test
    void droppingNothingChangesNothing() {
        Setting setting = setting(MLP, 1);
        Snapshot start = run(setting, null, List.of());
        float[] plain = weights(inOneGo(setting, start, epochs(SGD, Slots.NONE, 0, 1)));
        assertThat(weights(inOneGo(setting, start, epochs(SGD, dropping(0), 0, 1))))
                .containsExactly(plain, within(1e-5f));
        float[] dropped = weights(inOneGo(setting, start, epochs(SGD, dropping(0.5), 0, 1)));
        assertThat(IntStream.range(0, plain.length).filter(i -> Math.abs(dropped[i] - plain[i]) > 1e-3))
                .hasSizeGreaterThan(plain.length / 10);
    }

    private static float[] weights(Snapshot snapshot) {
        return snapshot.weights().values();
    }

    @Test
    void anAverageOfDecayZeroIsTheLastValue() {
        Setting setting = setting(MLP, 1);
        Snapshot start = run(setting, null, List.of());
        Slots last = new Slots(List.of(), null, List.of(), 0.0);
        assertThat(inOneGo(setting, start, epochs(SGD, last, 0, 2)).weights())
                .isEqualTo(
                        inOneGo(setting, start, epochs(SGD, Slots.NONE, 0, 2)).weights());
    }

    @Test
    void zerosOfAReparameterizationBecomeTheMask() {
        Setting setting = setting(MLP, 1);
        Snapshot trained = inOneGo(setting, run(setting, null, List.of()), epochs(ADAM, NOISE, 0, 6));
        Snapshot settled = run(setting, trained, List.of(new Action.Settle(Keep.LAST, Action.Zeros.REMOVED)));
        float[] weights = settled.weights().values();
        int from = setting.network().layout().slot("fc1.weight").offset();
        int to = setting.network().layout().slot("fc1.weight").end();
        assertThat(IntStream.range(from, to).filter(i -> weights[i] == 0).count())
                .isGreaterThan((to - from) / 10)
                .isLessThan(to - from);
        assertThat(IntStream.range(from, to)).allMatch(i -> settled.mask().keeps(i) == (weights[i] != 0));
        assertThat(settled.pruning().granularity()).isEqualTo(new Granularity.Weight());
        assertThat(settled.training()).isNull();
    }

    @Test
    void aThresholdRemovesWhatIsBelowAndNoBias() {
        Setting setting = setting(MLP, 1);
        Snapshot start = run(setting, null, List.of());
        Snapshot cut = run(setting, start, List.of(new Action.Truncate(0.1)));
        int from = setting.network().layout().slot("fc1.weight").offset();
        for (int i = from; i < setting.network().layout().slot("fc1.weight").end(); i++) {
            float before = start.weights().values()[i];
            assertThat(cut.weights().values()[i]).isEqualTo(Math.abs(before) < 0.1f ? 0 : before);
            assertThat(cut.mask().keeps(i)).isEqualTo(Math.abs(before) >= 0.1);
        }
        assertThat(cut.mask().keeps(setting.network().layout().slot("fc1.bias").offset()))
                .isTrue();
    }

    /** Convolutions see noise in their activations as well. */
    @Test
    void gatesAndDropoutTrainConvolutions() {
        NetworkFamily family = new Conv2(0.1);
        Setting setting = setting(family, 1);
        for (Slots slots : List.of(GATES, NOISE)) {
            Snapshot trained = inOneGo(setting, run(setting, null, List.of()), epochs(ADAM, slots, 0, 1));
            assertThat(trained.curve().get(0).trainLoss()).isFinite().isLessThan(3);
        }
    }
}
