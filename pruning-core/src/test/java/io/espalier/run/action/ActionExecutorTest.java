package io.espalier.run.action;

import static io.espalier.run.Chains.ADAM;
import static io.espalier.run.Chains.DATA;
import static io.espalier.run.Chains.MLP;
import static io.espalier.run.Chains.chain;
import static io.espalier.run.Chains.context;
import static io.espalier.run.Chains.pruning;
import static io.espalier.run.Chains.run;
import static io.espalier.run.Chains.same;
import static io.espalier.run.Chains.stored;
import static io.espalier.run.Chains.training;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.SealedTypes;
import io.espalier.criterion.Magnitude;
import io.espalier.criterion.Random;
import io.espalier.criterion.Snip;
import io.espalier.engine.OrderedExamples;
import io.espalier.network.Initialization;
import io.espalier.network.Layout;
import io.espalier.network.op.Parameter.Role;
import io.espalier.network.zoo.ResNet8;
import io.espalier.plan.tree.Action;
import io.espalier.prune.Granularity;
import io.espalier.prune.Mask;
import io.espalier.random.RandomKey;
import io.espalier.recipe.NewWeights;
import io.espalier.run.Chains;
import io.espalier.snapshot.Snapshot;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ActionExecutorTest {
    private final ExecutionContext context = context(MLP, 1);

    private static float[] rows(ExecutionContext context, Snapshot snapshot, String parameter) {
        Layout.Slot slot = context.network().layout().slot(parameter);
        return Arrays.copyOfRange(snapshot.weights().values(), slot.offset(), slot.end());
    }

    private static void assertPlusZeroWhereMasked(Snapshot snapshot) {
        float[] weights = snapshot.weights().values();
        for (int i = 0; i < weights.length; i++) {
            if (!snapshot.mask().keeps(i)) {
                assertThat(Float.floatToRawIntBits(weights[i]))
                        .as("weight %d", i)
                        .isZero();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void hasAHandlerForEveryAction(Class<? extends Action> kind) {
        assertThat(ActionHandlers.of(kind).getClass().getGenericInterfaces())
                .extracting(Type::getTypeName)
                .containsExactly(ActionHandler.class.getName() + "<" + kind.getTypeName() + ">");
    }

    static Stream<Class<?>> kinds() {
        return SealedTypes.of(Action.class);
    }

    @Test
    void drawsInitialWeightsFromTheSeed() {
        Snapshot initial = run(context, null, List.of());
        assertThat(initial.weights().values()).isEqualTo(Initialization.weights(context.network(), RandomKey.of(1)));
        assertThat(initial.mask()).isEqualTo(Mask.full(context.network().layout()));
        assertThat(run(context(MLP, 2), null, List.of()).weights()).isNotEqualTo(initial.weights());
    }

    @Test
    void rewindsKeptWeightsBitForBitUnderTheMask() {
        Snapshot marked = run(context, null, chain(training(ADAM, 1), List.of(new Action.Mark("early"))));
        Snapshot pruned = run(context, stored(context, marked), chain(training(ADAM, 2), pruning(0.7)));
        Snapshot rewound = run(context, stored(context, pruned), List.of(new Action.Rewind("early")));
        assertThat(rewound.mask()).isEqualTo(pruned.mask());
        float[] then = marked.weights().values();
        for (int i = 0; i < then.length; i++) {
            float expected = pruned.mask().keeps(i) ? then[i] : 0;
            assertThat(Float.floatToRawIntBits(rewound.weights().values()[i]))
                    .isEqualTo(Float.floatToRawIntBits(expected));
        }
        assertThat(rewound.progress().iterations()).as("work done stays done").isEqualTo(3L * Chains.EPOCH);
    }

    @Test
    void findsTheWinningTicketsMaskOnTheInitialWeights() {
        Snapshot initial = run(context, null, List.of(new Action.Mark("init")));
        Snapshot ticket =
                run(context, initial, chain(training(ADAM, 2), pruning(0.5), List.of(new Action.Rewind("init"))));
        float[] expected = initial.weights().copy();
        ticket.mask().apply(expected);
        assertThat(ticket.weights().values()).isEqualTo(expected);
    }

    @Test
    void refusesToRewindToWhereItNeverWas() {
        assertThatThrownBy(() -> run(context, null, List.of(new Action.Rewind("never"))))
                .hasMessage("Cannot rewind to never: no earlier step has that label");
    }

    @Test
    void redrawsKeptWeightsAnewEachTime() {
        Snapshot pruned = run(context, null, pruning(0.5));
        Snapshot once = run(context, pruned, List.of(new Action.Reinitialize(NewWeights.DRAWN)));
        Snapshot twice = run(context, once, List.of(new Action.Reinitialize(NewWeights.DRAWN)));
        assertThat(once.mask()).isEqualTo(pruned.mask());
        assertPlusZeroWhereMasked(once);
        Layout.Slot slot = context.network().layout().slot("fc1.weight");
        for (int i = slot.offset(); i < slot.end(); i++) {
            if (pruned.mask().keeps(i)) {
                assertThat(once.weights().values()[i])
                        .isNotEqualTo(pruned.weights().values()[i])
                        .isNotEqualTo(twice.weights().values()[i]);
            }
        }
        assertThat(run(context, pruned, List.of(new Action.Reinitialize(NewWeights.DRAWN)))
                        .weights())
                .isEqualTo(once.weights());
    }

    /** Every weight that is left has the size of its layer's initial distribution, and its sign. */
    @Test
    void putsConstantsOfTheirSignsInTheirPlace() {
        Snapshot pruned = run(context, null, pruning(0.5));
        Snapshot constant = run(context, pruned, List.of(new Action.Reinitialize(NewWeights.SIGNED_CONSTANT)));
        assertPlusZeroWhereMasked(constant);
        Layout.Slot slot = context.network().layout().slot("fc1.weight");
        for (int i = slot.offset(); i < slot.end(); i++) {
            float before = pruned.weights().values()[i];
            float after = constant.weights().values()[i];
            assertThat(Math.signum(after)).isEqualTo(Math.signum(before));
            assertThat(after * after).isBetween(before == 0 ? 0 : 0.8f * 2 / 64, 1.2f * 2 / 64);
        }
    }

    @Test
    void shufflesTheWeightsOfEachLayerThatAreLeft() {
        Snapshot pruned = run(context, null, pruning(0.5));
        Snapshot shuffled = run(context, pruned, List.of(new Action.Reinitialize(NewWeights.SHUFFLED)));
        assertPlusZeroWhereMasked(shuffled);
        for (Layout.Slot slot : context.network().layout().slots(Role.WEIGHT)) {
            float[] before = Arrays.copyOfRange(pruned.weights().values(), slot.offset(), slot.end());
            float[] after = Arrays.copyOfRange(shuffled.weights().values(), slot.offset(), slot.end());
            assertThat(after).isNotEqualTo(before);
            Arrays.sort(before);
            Arrays.sort(after);
            assertThat(after).isEqualTo(before);
        }
    }

    @Test
    void redrawsFromTheSameDistribution() {
        Snapshot drawn = run(context, null, List.of(new Action.Reinitialize(NewWeights.DRAWN)));
        double squares = 0;
        for (float weight : rows(context, drawn, "fc1.weight")) {
            squares += (double) weight * weight;
        }
        assertThat(squares / (12 * 64)).as("He et al.: 2 / fan in").isBetween(0.8 * 2 / 64, 1.2 * 2 / 64);
    }

    @Test
    void removesExactlyAsManyWeightsAsAskedAndTrainsTheRest() {
        Snapshot tuned = run(context, null, chain(pruning(0.9), training(ADAM, 2)));
        int weights = 12 * 64 + 10 * 12;
        int kept = tuned.mask().kept(context.network().layout().slot("fc1.weight"))
                + tuned.mask().kept(context.network().layout().slot("fc2.weight"));
        assertThat(kept).isEqualTo(weights - Math.round(0.9 * weights));
        assertPlusZeroWhereMasked(tuned);
        assertThat(tuned.mask().kept(context.network().layout().slot("fc1.bias")))
                .isEqualTo(12);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fc1.weight", "fc2.weight"})
    void keepsTwoOfEveryFourAfterFineTuning(String parameter) {
        Snapshot tuned = run(
                context, null, chain(pruning(new Magnitude(), new Granularity.NOfM(2, 4), null), training(ADAM, 2)));
        float[] weights = rows(context, tuned, parameter);
        for (int run = 0; run < weights.length; run += 4) {
            assertThat(IntStream.range(run, run + 4).filter(i -> weights[i] == 0))
                    .hasSize(2);
        }
    }

    @Test
    void keepsRemovedNeuronsOutAfterFineTuning() {
        Snapshot tuned =
                run(context, null, chain(pruning(new Snip(), new Granularity.Neuron(), 0.5), training(ADAM, 2)));
        float[] incoming = rows(context, tuned, "fc1.weight");
        float[] bias = rows(context, tuned, "fc1.bias");
        float[] outgoing = rows(context, tuned, "fc2.weight");
        int removed = 0;
        for (int unit = 0; unit < 12; unit++) {
            int neuron = unit;
            boolean gone = IntStream.range(0, 64).allMatch(i -> incoming[neuron * 64 + i] == 0);
            boolean unread = IntStream.range(0, 10).allMatch(c -> outgoing[c * 12 + neuron] == 0);
            assertThat(unread).isEqualTo(gone);
            assertThat(bias[neuron] == 0).isEqualTo(gone);
            removed += gone ? 1 : 0;
        }
        assertThat(removed).isEqualTo(6);
        assertPlusZeroWhereMasked(tuned);
    }

    @Test
    void keepsRemovedBlocksOutAfterFineTuning() {
        Snapshot tuned = run(
                context, null, chain(pruning(new Magnitude(), new Granularity.Block(4, 8), 0.75), training(ADAM, 2)));
        float[] weights = rows(context, tuned, "fc1.weight");
        int removed = 0;
        for (int tile = 0; tile < 3 * 8; tile++) {
            int row = tile / 8 * 4;
            int column = tile % 8 * 8;
            long zeros = IntStream.range(0, 32)
                    .filter(i -> weights[(row + i / 8) * 64 + column + i % 8] == 0)
                    .count();
            assertThat(zeros).isIn(0L, 32L);
            removed += zeros == 32 ? 1 : 0;
        }
        assertThat(removed).isPositive();
        assertPlusZeroWhereMasked(tuned);
    }

    @Test
    void scoresWithoutTouchingTheWeights() {
        Snapshot initial = run(context, null, List.of());
        List<Action> score = pruning(new Snip(), new Granularity.Weight(), 0.5).subList(0, 1);
        Snapshot scored = run(context, initial, score);
        assertThat(scored.weights()).isEqualTo(initial.weights());
        assertThat(scored.mask()).isEqualTo(initial.mask());
        assertThat(scored.pruning()).isNotNull();
        assertThat(scored.pruning().scores()).isNotNull();
        assertThat(stored(context, scored)).isEqualTo(scored);
        assertThat(same(run(context, initial, score), scored)).isTrue();
    }

    @Test
    void letsGoOfScoresOnceTheyAreUsed() {
        Snapshot pruned = run(context, null, pruning(0.5));
        assertThat(pruned.pruning()).isNotNull();
        assertThat(pruned.pruning().scores()).isNull();
        Action select = pruning(0.7).get(1);
        assertThatThrownBy(() -> run(context, pruned, List.of(select)))
                .hasMessage("Cannot select groups: nothing scored them");
    }

    @Test
    void drawsNewRandomScoresInEveryPruneStep() {
        List<Action> half = pruning(new Random(), new Granularity.Weight(), 0.5);
        Snapshot once = run(context, null, half);
        Snapshot again = run(context, null, half);
        Snapshot later =
                run(context, run(context, null, List.of()).withProgress(new Snapshot.Progress(0, 1, 0, 0, 0, 0)), half);
        assertThat(again.mask()).isEqualTo(once.mask());
        assertThat(later.mask()).isNotEqualTo(once.mask());
    }

    @Test
    void nestsMasksOfALadder() {
        Snapshot half = run(context, null, pruning(0.5));
        Snapshot most = run(context, half, chain(training(ADAM, 1), pruning(0.9)));
        assertThat(most.mask().and(half.mask())).isEqualTo(most.mask());
        assertThat(most.progress().pruneSteps()).isEqualTo(2);
    }

    @Test
    void renormalizesRunningStatisticsAlone() {
        ExecutionContext norms = context(new ResNet8(2), 1);
        Snapshot trained = run(norms, null, chain(training(ADAM, 1), pruning(0.5)));
        Snapshot renormalized = run(norms, trained, List.of(new Action.Recalibrate(3, 20)));
        RandomKey key = RandomKey.of(1).with("recalibrate");
        OrderedExamples examples =
                new OrderedExamples(DATA.train(), key.permutation(DATA.train().size()), key);
        float[] expected =
                Chains.PLAIN.recalibrate(norms.network(), trained.weights().values(), examples, 20, 3);
        assertThat(renormalized.weights().values()).isEqualTo(expected);
        assertThat(renormalized.weights()).isNotEqualTo(trained.weights());
        int statistics = norms.network().layout().trainedSize();
        assertThat(Arrays.copyOf(expected, statistics))
                .isEqualTo(Arrays.copyOf(trained.weights().values(), statistics));
    }
}
