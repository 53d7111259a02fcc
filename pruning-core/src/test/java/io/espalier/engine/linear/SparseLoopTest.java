package io.espalier.engine.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.espalier.criterion.Fixtures;
import io.espalier.data.Dataset;
import io.espalier.engine.Alike;
import io.espalier.engine.Samples;
import io.espalier.engine.SlowTraining;
import io.espalier.engine.TrainingSetup;
import io.espalier.network.Network;
import io.espalier.network.op.Parameter.Role;
import io.espalier.prune.Mask;
import io.espalier.prune.Nets;
import io.espalier.random.RandomKey;
import io.espalier.recipe.train.Optimizer;
import io.espalier.task.LossFunction;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SparseLoopTest {
    private static final double RATE = 0.02;
    private static final int EXAMPLES = 19;
    private static final int BATCH = 17;
    private static final Network NETWORK = Nets.mlp(6, 9, 7, 3);
    private static final Dataset DATA = Fixtures.data(NETWORK, EXAMPLES, 4);
    private static final int[] ORDER = RandomKey.of(5).permutation(EXAMPLES);
    private static final Optimizer ADAM = new Optimizer.Adam(RATE, 0.9, 0.999, 1e-4, 0.3);

    private static float[] start(Network network, Mask mask) {
        return Samples.masked(Samples.weights(network, 3), mask);
    }

    private static SparseLoop loop(Network network, Mask mask, Optimizer optimizer) {
        return new SparseLoop(new TrainingSetup(
                network,
                new TrainingSetup.Start(start(network, mask), mask),
                DATA,
                new TrainingSetup.Goal(new LossFunction.CrossEntropy()),
                BATCH,
                optimizer));
    }

    /** A whole mini-batch of more than one register's width and a short one. */
    private static void compare(Network network, Mask mask, Optimizer optimizer) {
        SlowTraining slow = new SlowTraining(network, start(network, mask), mask, optimizer);
        try (SparseLoop loop = loop(network, mask, optimizer)) {
            for (int from = 0; from < EXAMPLES; from += BATCH) {
                int to = Math.min(from + BATCH, EXAMPLES);
                double expected = slow.step(DATA.select(Arrays.copyOfRange(ORDER, from, to)), RATE);
                assertThat(loop.step(ORDER, from, to, RATE)).isCloseTo(expected, within(1e-5));
                assertThat(Alike.doubles(loop.weights())).containsExactly(slow.weights(), within(1e-5));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.espalier.engine.cpu.TrainingLoops#optimizers")
    void stepsAsTheFormulaOfTheOptimizerSays(Optimizer optimizer) {
        compare(NETWORK, Samples.halfMask(NETWORK, 7), optimizer);
    }

    @Test
    void stepsThroughEveryNumberOfWeightsPerUnit() {
        compare(NETWORK, Mask.full(NETWORK.layout()), ADAM);
        compare(NETWORK, Samples.halfMask(NETWORK, 7).and(Samples.halfMask(NETWORK, 8)), ADAM);
    }

    @Test
    void stepsLayersWithNothingBetweenThem() {
        Network linear = Samples.linear();
        Dataset data = Fixtures.data(linear, 5, 4);
        Mask mask = Samples.halfMask(linear, 7);
        SlowTraining slow = new SlowTraining(linear, start(linear, mask), mask, ADAM);
        try (SparseLoop loop = new SparseLoop(new TrainingSetup(
                linear,
                new TrainingSetup.Start(start(linear, mask), mask),
                data,
                new TrainingSetup.Goal(new LossFunction.CrossEntropy()),
                5,
                ADAM))) {
            slow.step(data, RATE);
            loop.step(new int[] {0, 1, 2, 3, 4}, 0, 5, RATE);
            assertThat(Alike.doubles(loop.weights())).containsExactly(slow.weights(), within(1e-5));
        }
    }

    @Test
    void goesOnBitForBitFromSavedMoments() {
        Mask mask = Samples.halfMask(NETWORK, 7);
        try (SparseLoop whole = loop(NETWORK, mask, ADAM)) {
            whole.step(ORDER, 0, BATCH, RATE);
            try (SparseLoop second = new SparseLoop(new TrainingSetup(
                    NETWORK,
                    new TrainingSetup.Start(whole.weights(), mask),
                    DATA,
                    new TrainingSetup.Goal(new LossFunction.CrossEntropy()),
                    BATCH,
                    ADAM))) {
                second.restore(whole.moments(), whole.steps());
                second.step(ORDER, BATCH, EXAMPLES, RATE);
                whole.step(ORDER, BATCH, EXAMPLES, RATE);
                assertThat(second.weights()).isEqualTo(whole.weights());
                assertThat(second.moments().get("first"))
                        .isEqualTo(whole.moments().get("first"));
                assertThat(second.steps()).isEqualTo(2);
            }
        }
    }

    @Test
    void keepsMaskedWeightsAtPlusZeroBitForBit() {
        Mask mask = Samples.halfMask(NETWORK, 7);
        try (SparseLoop loop = loop(NETWORK, mask, ADAM)) {
            loop.step(ORDER, 0, BATCH, RATE);
            float[] weights = loop.weights();
            assertThat(IntStream.range(0, weights.length).filter(i -> !mask.keeps(i)))
                    .isNotEmpty()
                    .allMatch(i -> Float.floatToRawIntBits(weights[i]) == 0);
        }
    }

    @Test
    void changesNothingWhereTheLossIsNotFinite() {
        Mask mask = Samples.halfMask(NETWORK, 7);
        float[] weights = start(NETWORK, mask);
        weights[NETWORK.layout().slot("fc3.bias").offset()] = Float.NaN;
        try (SparseLoop loop = new SparseLoop(new TrainingSetup(
                NETWORK,
                new TrainingSetup.Start(weights, mask),
                DATA,
                new TrainingSetup.Goal(new LossFunction.CrossEntropy()),
                BATCH,
                ADAM))) {
            assertThat(loop.step(ORDER, 0, BATCH, RATE)).isNaN();
            assertThat(loop.weights()).isEqualTo(weights);
            assertThat(loop.steps()).isZero();
        }
    }

    @Test
    void paysForChainsOfWhichATenthIsLeft() {
        Mask mask = Mask.full(NETWORK.layout());
        assertThat(SparseLoop.pays(NETWORK, mask)).isFalse();
        NETWORK.layout().slots(Role.WEIGHT).forEach(slot -> mask.remove(slot.offset() + 1, slot.end()));
        assertThat(SparseLoop.pays(NETWORK, mask)).isTrue();
        Network conv = Nets.conv();
        Mask none = Mask.full(conv.layout());
        none.remove(0, none.size());
        assertThat(SparseLoop.pays(conv, none)).isFalse();
    }
}
