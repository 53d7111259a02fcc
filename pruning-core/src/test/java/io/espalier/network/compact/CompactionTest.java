package io.espalier.network.compact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.espalier.network.Initialization;
import io.espalier.network.Layout;
import io.espalier.network.Network;
import io.espalier.network.Node;
import io.espalier.network.RandomNetworks;
import io.espalier.network.ReferenceForward;
import io.espalier.network.op.Add;
import io.espalier.network.op.AveragePool;
import io.espalier.network.op.BatchNormalization;
import io.espalier.network.op.Conv;
import io.espalier.network.op.Conv.Bias;
import io.espalier.network.op.Flatten;
import io.espalier.network.op.Gemm;
import io.espalier.network.op.Parameter;
import io.espalier.network.op.Relu;
import io.espalier.network.op.Shape;
import io.espalier.network.op.Sigmoid;
import io.espalier.network.zoo.Conv2;
import io.espalier.network.zoo.Mlp;
import io.espalier.network.zoo.ResNet8;
import io.espalier.network.zoo.VggSmall;
import io.espalier.random.RandomKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class CompactionTest {
    private static final Shape IMAGE = new Shape(2, 8, 8);

    @Provide
    Arbitrary<Network> networks() {
        return Arbitraries.of(
                new Mlp(List.of(7, 5), Mlp.Activation.RELU).build(IMAGE, 3),
                new Mlp(List.of(7, 5), Mlp.Activation.SIGMOID).build(IMAGE, 3),
                new Mlp(List.of(7, 5, 4), Mlp.Activation.TANH).build(IMAGE, 3),
                new Conv2(1 / 16.0).build(IMAGE, 3),
                new VggSmall(1 / 8.0, 1).build(IMAGE, 3),
                new ResNet8(4).build(IMAGE, 3),
                separable(),
                sigmoidsAndNorms());
    }

    /** A depthwise convolution, one in two groups, and average pooling. */
    private static Network separable() {
        return new Network(
                "separable",
                IMAGE,
                List.of(
                        new Node("conv1", new Conv(2, 6, 3, 2, 1, 1, Bias.PRESENT), List.of(Node.INPUT)),
                        new Node("relu1", new Relu(), List.of("conv1")),
                        new Node("depthwise", new Conv(6, 6, 3, 1, 1, 6, Bias.PRESENT), List.of("relu1")),
                        new Node("relu2", new Relu(), List.of("depthwise")),
                        new Node("pointwise", new Conv(6, 4, 1, 1, 0, 1, Bias.ABSENT), List.of("relu2")),
                        new Node("relu3", new Relu(), List.of("pointwise")),
                        new Node("grouped", new Conv(4, 6, 3, 1, 1, 2, Bias.PRESENT), List.of("relu3")),
                        new Node("relu4", new Relu(), List.of("grouped")),
                        new Node("pool", new AveragePool(2, 2), List.of("relu4")),
                        new Node("flatten", new Flatten(), List.of("pool")),
                        new Node("fc", new Gemm(24, 3), List.of("flatten"))));
    }

    /** Norms on the input and between Gemm and sigmoid, and a sum of two dense branches. */
    private static Network sigmoidsAndNorms() {
        return new Network(
                "norms",
                IMAGE,
                List.of(
                        new Node("norm0", new BatchNormalization(2), List.of(Node.INPUT)),
                        new Node("flatten", new Flatten(), List.of("norm0")),
                        new Node("fc1", new Gemm(128, 6), List.of("flatten")),
                        new Node("norm1", new BatchNormalization(6), List.of("fc1")),
                        new Node("relu1", new Relu(), List.of("norm1")),
                        new Node("fc2", new Gemm(6, 6), List.of("relu1")),
                        new Node("sigmoid2", new Sigmoid(), List.of("fc2")),
                        new Node("sum", new Add(), List.of("relu1", "sigmoid2")),
                        new Node("fc3", new Gemm(6, 3), List.of("sum"))));
    }

    @Property(tries = 400)
    void givesTheSameLogits(@ForAll("networks") Network network, @ForAll long seed) {
        compare(network, RandomKey.of(seed));
    }

    @Property(tries = 600)
    void givesTheSameLogitsWhateverTheNetworkIsMadeOf(@ForAll long seed) {
        RandomKey key = RandomKey.of(seed);
        compare(RandomNetworks.of(1 + key.index(0, 10), key), key);
    }

    private static void compare(Network network, RandomKey key) {
        float[] values = randomlyPruned(network, key);
        Compaction compaction = Compaction.of(network, values);
        float[] small = compaction.gather(values);

        for (int example = 0; example < 3; example++) {
            RandomKey pixels = key.with("example").with(example);
            double[] input = IntStream.range(0, network.input().elements())
                    .mapToDouble(pixels::gaussian)
                    .toArray();
            assertThat(ReferenceForward.logits(compaction.network(), small, input))
                    .containsExactly(ReferenceForward.logits(network, values, input), within(1e-9));
        }
    }

    /** A grouped convolution of which one group is left is a plain one, and so can be cut further: left out here. */
    @Property(tries = 200)
    void leavesNothingMoreToCut(@ForAll("networks") Network network, @ForAll long seed) {
        Assume.that(!network.name().equals("separable"));
        float[] values = randomlyPruned(network, RandomKey.of(seed));
        Compaction once = Compaction.of(network, values);
        Compaction twice = Compaction.of(once.network(), once.gather(values));
        assertThat(twice.network().nodes()).isEqualTo(once.network().nodes());
        assertThat(once.network().parameters()).isLessThanOrEqualTo(network.parameters());
    }

    /** Random parameters; then single weights, whole units with or without bias, scale and shift, and inputs cleared. */
    private static float[] randomlyPruned(Network network, RandomKey key) {
        float[] values = filled(network, key);
        for (Layout.Slot slot : network.layout().slots()) {
            RandomKey own = clearing(slot, key);
            double fraction = own.uniform(0) * 1.2;
            if (slot.parameter().role().isTrained()) {
                clear(
                        slot,
                        values,
                        slot.parameter().unitIndex()::unit,
                        unit -> own.with("unit").uniform(unit) < fraction);
            }
            clearInputs(slot, values, own.with("input"));
        }
        return values;
    }

    private static RandomKey clearing(Layout.Slot slot, RandomKey key) {
        return key.with("clear").with(slot.parameter().name());
    }

    private static float[] filled(Network network, RandomKey key) {
        float[] values = Initialization.weights(network, key);
        network.layout().slots().forEach(slot -> fill(slot, values, clearing(slot, key)));
        return values;
    }

    private static void fill(Layout.Slot slot, float[] values, RandomKey key) {
        for (int i = 0; i < slot.parameter().size(); i++) {
            double number = key.with("fill").gaussian(i);
            switch (slot.parameter().role()) {
                case WEIGHT -> {}
                case RUNNING_VARIANCE -> values[slot.offset() + i] = (float) Math.abs(number);
                default -> values[slot.offset() + i] = (float) number;
            }
        }
    }

    private static void clearInputs(Layout.Slot slot, float[] values, RandomKey key) {
        if (slot.parameter().role() != Parameter.Role.WEIGHT
                || !slot.parameter().hasInputs()
                || key.uniform(0) < 0.5) {
            return;
        }
        int stride = slot.parameter().inputStride();
        int inputs = slot.parameter().inputs();
        clear(slot, values, i -> i / stride % inputs, input -> key.uniform(1 + input) < 0.5);
    }

    private static void clear(Layout.Slot slot, float[] values, IntUnaryOperator numberOf, IntPredicate isCleared) {
        for (int i = 0; i < slot.parameter().size(); i++) {
            if (isCleared.test(numberOf.applyAsInt(i))) {
                values[slot.offset() + i] = 0;
            }
        }
    }

    /** Nothing is lost where all is kept, and all logits are numbers. */
    @Test
    void keepsEverythingOfAWholeWidth() {
        for (int seed = 0; seed < 2_000; seed++) {
            RandomKey key = RandomKey.of(seed);
            Network network = RandomNetworks.of(1 + key.index(0, 10), key);
            double[] input = IntStream.range(0, network.input().elements())
                    .mapToDouble(key::gaussian)
                    .toArray();
            assertThat(Compaction.narrowed(network, 1).network().nodes()).isEqualTo(network.nodes());
            assertThat(Arrays.stream(ReferenceForward.logits(network, filled(network, key), input)))
                    .allMatch(Double::isFinite);
        }
    }

    @Test
    void gathersSurvivingUnitsAndRemembersTheirNumbers() {
        Network network = new Mlp(List.of(4), Mlp.Activation.RELU).build(Shape.vector(3), 2);
        float[] values = new float[network.layout().size()];
        for (Layout.Slot slot : network.layout().slots()) {
            for (int i = 0; i < slot.parameter().size(); i++) {
                values[slot.offset() + i] = slot.offset() + i + 1;
            }
        }
        clear(network, values, "fc1.weight", 0, 3);
        clear(network, values, "fc1.bias", 0, 1);
        clear(network, values, "fc1.weight", 6, 9);
        clear(network, values, "fc1.bias", 2, 3);
        Compaction compaction = Compaction.of(network, values);
        float[] small = compaction.gather(values);

        assertThat(compaction.kept("fc1")).containsExactly(1, 3);
        assertThat(compaction.kept(Node.INPUT)).containsExactly(0, 1, 2);
        assertThat(numbers(compaction.network(), small, "fc1.weight"))
                .containsExactly(expected(network, "fc1.weight", 3, 4, 5, 9, 10, 11));
        assertThat(numbers(compaction.network(), small, "fc1.bias"))
                .containsExactly(expected(network, "fc1.bias", 1, 3));
        assertThat(numbers(compaction.network(), small, "fc2.weight"))
                .containsExactly(expected(network, "fc2.weight", 1, 3, 5, 7));
        assertThat(numbers(compaction.network(), small, "fc2.bias"))
                .containsExactly(expected(network, "fc2.bias", 0, 1));
    }

    private static void clear(Network network, float[] values, String parameter, int from, int to) {
        int offset = network.layout().slot(parameter).offset();
        Arrays.fill(values, offset + from, offset + to, 0);
    }

    private static float[] numbers(Network network, float[] values, String parameter) {
        Layout.Slot slot = network.layout().slot(parameter);
        return Arrays.copyOfRange(values, slot.offset(), slot.end());
    }

    private static float[] expected(Network network, String parameter, int... indices) {
        int offset = network.layout().slot(parameter).offset();
        float[] numbers = new float[indices.length];
        for (int i = 0; i < indices.length; i++) {
            numbers[i] = offset + indices[i] + 1;
        }
        return numbers;
    }

    @Test
    void keepsOneUnitOfALayerThatIsAllDead() {
        Network network = new Mlp(List.of(4, 3), Mlp.Activation.RELU).build(Shape.vector(5), 2);
        float[] values = new float[network.layout().size()];
        Compaction compaction = Compaction.of(network, values);
        List<Integer> widths = new ArrayList<>();
        compaction
                .network()
                .weighted()
                .forEach(n -> widths.add(n.parameters().get(0).units()));
        assertThat(widths).containsExactly(1, 1, 2);
    }

    @Test
    void leavesADenseNetworkAsItIs() {
        Network network = new ResNet8(4).build(IMAGE, 3);
        float[] values = Initialization.weights(network, RandomKey.of(5));
        Compaction compaction = Compaction.of(network, values);
        assertThat(compaction.network().nodes()).isEqualTo(network.nodes());
        assertThat(compaction.gather(values)).isEqualTo(values);
    }
}
