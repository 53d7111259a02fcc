package io.espalier.engine.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.espalier.criterion.Fixtures;
import io.espalier.engine.Alike;
import io.espalier.engine.Loop;
import io.espalier.engine.Samples;
import io.espalier.engine.SlowTraining;
import io.espalier.engine.TrainingSetup;
import io.espalier.engine.cpu.CompactLoop;
import io.espalier.engine.cpu.TrainingLoop;
import io.espalier.network.Layout;
import io.espalier.network.Network;
import io.espalier.network.op.BatchNormalization;
import io.espalier.network.op.Clip;
import io.espalier.network.op.Shape;
import io.espalier.network.op.Sigmoid;
import io.espalier.network.op.Tanh;
import io.espalier.network.zoo.ResNet8;
import io.espalier.prune.Granularity;
import io.espalier.prune.Groups;
import io.espalier.prune.Mask;
import io.espalier.prune.Nets;
import io.espalier.prune.OutputLayerPolicy;
import io.espalier.recipe.train.Optimizer;
import io.espalier.task.LossFunction;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** To train without dead units is the same as to train with them under their mask. */
class CompactNetworkTest {
    private static final double RATE = 0.02;
    private static final int[] EXAMPLES = IntStream.range(0, 4).toArray();

    static Stream<Network> networks() {
        return Stream.of(
                Nets.mlp(4, 9, 8, 3),
                Nets.mlp(new Sigmoid(), 4, 9, 8, 3),
                Nets.mlp(new Tanh(), 4, 9, 8, 3),
                Nets.conv(),
                Nets.residualWithHiddenLayer());
    }

    private static Loop loop(Network network, float[] weights, Mask mask, Optimizer optimizer) {
        return new CompactLoop(new TrainingSetup(
                network,
                new TrainingSetup.Start(weights, mask),
                Fixtures.data(network, 4, 4),
                new TrainingSetup.Goal(new LossFunction.CrossEntropy()),
                4,
                optimizer));
    }

    private static float[] start(Network network, Mask mask) {
        return Samples.masked(Samples.weights(network, 3), mask);
    }

    /** Running statistics of dead channels aside. */
    private static void compare(Network network, Mask mask, Optimizer optimizer) {
        int steps = network.input().positions() == 1 ? 2 : 1; // differences of convolutions are slow
        SlowTraining slow = new SlowTraining(network, start(network, mask), mask, optimizer);
        try (Loop loop = loop(network, start(network, mask), mask, optimizer)) {
            for (int i = 0; i < steps; i++) {
                double expected = slow.step(Fixtures.data(network, 4, 4), RATE);
                assertThat(loop.step(EXAMPLES, 0, 4, RATE)).isCloseTo(expected, within(1e-5));
            }
            int trained = network.layout().trainedSize();
            assertThat(Alike.doubles(Arrays.copyOf(loop.weights(), trained)))
                    .containsExactly(Arrays.copyOf(slow.weights(), trained), within(1e-5));
        }
    }

    /** About half of all units, with what only serves them. */
    private static Mask halfOfTheUnits(Network network) {
        Groups groups = Groups.of(network, new Granularity.Unit(), OutputLayerPolicy.PRUNE);
        boolean[] kept = new boolean[groups.count()];
        for (int i = 0; i < kept.length; i++) {
            kept[i] = i % 2 == 0;
        }
        return groups.expand(kept);
    }

    @ParameterizedTest
    @MethodSource("networks")
    void trainsWithoutRemovedUnitsAsWithThem(Network network) {
        Mask mask = halfOfTheUnits(network);
        assertThat(CompactNetwork.of(network, mask).network().parameters()).isLessThan(network.parameters());
        compare(network, mask, new Optimizer.Momentum(RATE, 0.9, 0.3));
    }

    @Test
    void keepsDeadChannelsThatFillAVector() {
        Network network = new ResNet8(8).build(new Shape(3, 8, 8), 4);
        Mask mask = halfOfTheUnits(network);
        Network small = CompactNetwork.of(network, mask).network();
        assertThat(small.nodes().stream()
                        .filter(node -> node.op() instanceof BatchNormalization)
                        .map(node -> small.shape(node.name()).channels()))
                .containsOnly(8, 16);
        assertThat(small.parameters()).isLessThan(network.parameters());
        Optimizer optimizer = new Optimizer.Momentum(RATE, 0.9, 0.3);
        try (Loop left = loop(network, start(network, mask), mask, optimizer);
                Loop whole = new TrainingLoop(new TrainingSetup(
                        network,
                        new TrainingSetup.Start(start(network, mask), mask),
                        Fixtures.data(network, 4, 4),
                        new TrainingSetup.Goal(new LossFunction.CrossEntropy()),
                        4,
                        optimizer))) {
            step(left, 3);
            step(whole, 3);
            int trained = network.layout().trainedSize();
            assertThat(Alike.doubles(Arrays.copyOf(left.weights(), trained)))
                    .containsExactly(Alike.doubles(Arrays.copyOf(whole.weights(), trained)), within(1e-5));
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void trainsWithoutWhatScatteredWeightsLeaveDead(Network network) {
        Mask mask = Samples.halfMask(network, 7).and(Samples.halfMask(network, 8));
        compare(network, mask, new Optimizer.Adamw(RATE, 0.9, 0.999, 1e-4, 0.1));
    }

    /** Units that give 0, and whose readers do not know. */
    private static Mask silent(Network network) {
        Mask mask = Mask.full(network.layout());
        Layout.Slot weight = network.layout().slot("fc1.weight");
        Layout.Slot bias = network.layout().slot("fc1.bias");
        for (int unit = 0; unit < 4; unit++) {
            int start = weight.offset() + unit * weight.parameter().perUnit();
            mask.remove(start, start + weight.parameter().perUnit());
            mask.remove(bias.offset() + unit);
        }
        return mask;
    }

    @Test
    void decaysWhatReadsDeadUnits() {
        Network network = Nets.mlp(4, 9, 8, 3);
        assertThat(CompactNetwork.of(network, silent(network)).idle(silent(network)))
                .hasSize(4 * 8);
        compare(network, silent(network), new Optimizer.Adam(RATE, 0.9, 0.999, 1e-4, 0.3));
        compare(network, silent(network), new Optimizer.Adamw(RATE, 0.9, 0.999, 1e-4, 0.3));
        compare(network, silent(network), new Optimizer.Nesterov(RATE, 0.9, 0.3));
        compare(network, silent(network), new Optimizer.Sgd(RATE, 0));
    }

    /** A bias is enough to live: training moves it, whatever it is now. */
    @Test
    void keepsUnitsOfWhichOnlyTheBiasIsLeft() {
        Network network = Nets.mlp(4, 9, 8, 3);
        Layout.Slot weight = network.layout().slot("fc1.weight");
        Mask mask = Mask.full(network.layout());
        mask.remove(weight.offset(), weight.end());
        assertThat(CompactNetwork.of(network, mask).network().parameters()).isEqualTo(network.parameters());
        compare(network, mask, new Optimizer.Adam(RATE, 0.9, 0.999, 1e-4, 0));
    }

    /** A bias above 0 is clipped to 0, but training may take it below. */
    @Test
    void keepsUnitsThatOnlySomeBiasesSilence() {
        Network network = Nets.mlp(new Clip(-1, 0), 4, 9, 3);
        Layout.Slot weight = network.layout().slot("fc1.weight");
        Mask mask = Mask.full(network.layout());
        mask.remove(weight.offset(), weight.end());
        assertThat(CompactNetwork.of(network, mask).network().parameters()).isEqualTo(network.parameters());
    }

    @Test
    void goesOnBitForBitFromSavedMoments() {
        Network network = Nets.mlp(4, 9, 8, 3);
        Mask mask = silent(network);
        Optimizer adam = new Optimizer.Adam(RATE, 0.9, 0.999, 1e-4, 0.3);
        try (Loop whole = loop(network, start(network, mask), mask, adam)) {
            step(whole, 2);
            Map<String, float[]> moments = new TreeMap<>(whole.moments());
            try (Loop second = loop(network, whole.weights(), mask, adam)) {
                second.restore(moments, 2);
                step(second, 3);
                step(whole, 3);
                assertThat(second.weights()).isEqualTo(whole.weights());
                assertThat(second.moments().get("second"))
                        .isEqualTo(whole.moments().get("second"));
            }
        }
    }

    private static void step(Loop loop, int times) {
        for (int i = 0; i < times; i++) {
            loop.step(EXAMPLES, 0, 4, RATE);
        }
    }
}
