package io.espalier.engine.score;

import static io.espalier.engine.Alike.assertAlike;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.espalier.criterion.FakeNetworkView;
import io.espalier.criterion.Fixtures;
import io.espalier.criterion.NetworkView;
import io.espalier.criterion.RelevanceRule;
import io.espalier.data.Dataset;
import io.espalier.engine.Alike;
import io.espalier.engine.Samples;
import io.espalier.network.Initialization;
import io.espalier.network.Layout;
import io.espalier.network.Network;
import io.espalier.network.Node;
import io.espalier.network.op.Parameter;
import io.espalier.network.op.Shape;
import io.espalier.network.op.Sigmoid;
import io.espalier.network.zoo.Mlp;
import io.espalier.network.zoo.ResNet20;
import io.espalier.network.zoo.ResNet8;
import io.espalier.network.zoo.Vgg16;
import io.espalier.prune.Nets;
import io.espalier.random.RandomKey;
import io.espalier.task.LossFunction;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the engine's derivatives to those that plain double arithmetic gives. */
class TorchNetworkViewTest {
    private static final RandomKey KEY = RandomKey.of(8);

    static Stream<Network> networks() {
        return Stream.of(
                Nets.mlp(4, 5, 3),
                Nets.mlp(new Sigmoid(), 4, 5, 3),
                Nets.conv(),
                Nets.residual(),
                Nets.residualWithHiddenLayer(),
                Samples.convolutions(),
                Samples.crossed(),
                new ResNet8(2).build(new Shape(2, 6, 5), 4));
    }

    /** The engine on the first examples of a shuffled order, and the definition on the same. */
    private record Pair(NetworkView torch, NetworkView reference) {
        static Pair of(Network network, int examples) {
            float[] weights = Samples.weights(network, 3);
            Dataset data = Fixtures.data(network, examples, 4);
            int[] order = KEY.permutation(examples);
            return new Pair(
                    new TorchNetworkView(network, weights, data, new LossFunction.CrossEntropy(), KEY, order),
                    new FakeNetworkView(network, weights, data.select(order), KEY));
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void gradientIsThatOfTheMeanCrossEntropy(Network network) {
        Pair pair = Pair.of(network, 7);
        assertAlike(pair.torch.gradient(5), pair.reference.gradient(5));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void squaredGradientIsTheMeanOverSingleExamples(Network network) {
        Pair pair = Pair.of(network, 7);
        assertAlike(pair.torch.squaredGradient(5), pair.reference.squaredGradient(5));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void curvatureIsTheDiagonalOfGaussNewton(Network network) {
        Pair pair = Pair.of(network, 7);
        assertAlike(pair.torch.curvature(5), pair.reference.curvature(5));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void activationTaylorIsTheMeanOfActivationTimesSlope(Network network) {
        Pair pair = Pair.of(network, 7);
        for (NetworkView.Cancellation cancellation : NetworkView.Cancellation.values()) {
            double[][] actual = pair.torch.activationTaylor(5, cancellation);
            double[][] expected = pair.reference.activationTaylor(5, cancellation);
            assertThat(actual).hasNumberOfRows(expected.length);
            for (int node = 0; node < expected.length; node++) {
                assertAlike(actual[node], expected[node]);
            }
        }
    }

    /** In single precision a difference of gradients keeps fewer digits. */
    @ParameterizedTest
    @MethodSource("networks")
    void hessianGradientIsThatOfTheDefinition(Network network) {
        Pair pair = Pair.of(network, 7);
        for (double temperature : new double[] {1, 200}) {
            float[] expected = pair.reference.hessianGradient(5, temperature);
            double largest =
                    Arrays.stream(Alike.doubles(expected)).map(Math::abs).max().orElseThrow();
            float[] actual = pair.torch.hessianGradient(5, temperature);
            for (int i = 0; i < expected.length; i++) {
                assertThat((double) actual[i]).as("number %d", i).isCloseTo(expected[i], within(0.02 * largest));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void activationMeanIsThatOfEveryUnitsMap(Network network) {
        Pair pair = Pair.of(network, 70);
        NetworkView.ActivationNumber number = (map, width) -> map[0] + width * map[map.length - 1] * map.length;
        double[][] actual = pair.torch.activationMean(66, number);
        double[][] expected = pair.reference.activationMean(66, number);
        assertThat(actual).hasNumberOfRows(expected.length);
        for (int node = 0; node < expected.length; node++) {
            assertAlike(actual[node], expected[node]);
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void synapticGradientIsThatOfTheLinearNetworkOfMagnitudes(Network network) {
        Pair pair = Pair.of(network, 2);
        assertAlike(pair.torch.synapticGradient(), pair.reference.synapticGradient());
    }

    @ParameterizedTest
    @MethodSource("networks")
    void secondOrderAndSynapticFiguresAreZeroOutsideTheWeights(Network network) {
        NetworkView view = Pair.of(network, 2).torch;
        for (double[] figures : new double[][] {Alike.doubles(view.curvature(2)), view.synapticGradient()}) {
            for (Layout.Slot slot : network.layout().slots()) {
                if (slot.parameter().role() != Parameter.Role.WEIGHT) {
                    assertThat(Arrays.copyOfRange(figures, slot.offset(), slot.end()))
                            .as(slot.parameter().name())
                            .containsOnly(0.0);
                }
            }
        }
    }

    private static final List<RelevanceRule> RULES = List.of(
            new RelevanceRule.ZPlus(1e-3), new RelevanceRule.PositiveWeights(0.5), new RelevanceRule.Epsilon(0.5));

    @ParameterizedTest
    @MethodSource("networks")
    void relevanceIsThatOfItsDefinition(Network network) {
        Pair pair = Pair.of(network, 70);
        for (RelevanceRule rule : RULES) {
            NetworkView.Relevance actual = pair.torch.relevance(66, rule);
            NetworkView.Relevance expected = pair.reference.relevance(66, rule);
            assertAlike(actual.ofWeights(), expected.ofWeights());
            for (int node = 0; node < expected.ofUnits().length; node++) {
                assertAlike(actual.ofUnits()[node], expected.ofUnits()[node]);
            }
        }
    }

    static Stream<Network> deepNetworks() {
        return Stream.of(
                new Vgg16(0.25).build(new Shape(3, 32, 32), 10),
                new ResNet20(4).build(new Shape(3, 16, 16), 10),
                new Mlp(Collections.nCopies(300, 12), Mlp.Activation.RELU).build(Shape.vector(20), 3));
    }

    /** Of the residual network only the layers that every path passes carry all of the flow. */
    @ParameterizedTest
    @MethodSource("deepNetworks")
    void synapticFlowIsConservedFromLayerToLayerAtAnyDepth(Network network) {
        float[] weights = Initialization.weights(network, KEY);
        for (int i = 0; i < weights.length; i++) {
            weights[i] *= 8;
        }
        Dataset data = Fixtures.data(network, 1, 4);
        double[] flow = new TorchNetworkView(
                        network, weights, data, new LossFunction.CrossEntropy(), KEY, new int[] {0})
                .synapticGradient();
        for (Node node : network.weighted()) {
            Layout.Slot slot = network.layout().slot(node.name() + ".weight");
            double sum = IntStream.range(slot.offset(), slot.end())
                    .mapToDouble(i -> Math.abs(weights[i]) * flow[i])
                    .sum();
            if (node.name().startsWith("stage")) {
                assertThat(sum).isBetween(0.0, 1 + 1e-5);
            } else {
                assertThat(sum).as(node.name()).isCloseTo(1, within(1e-5));
            }
        }
    }

    @Test
    void synapticGradientIsZeroWhereNothingFlows() {
        Network network = Nets.mlp(4, 5, 3);
        float[] weights = new float[network.layout().size()];
        Arrays.fill(weights, 0, 20, 1);
        TorchNetworkView view = new TorchNetworkView(
                network, weights, Fixtures.data(network, 1, 4), new LossFunction.CrossEntropy(), KEY, new int[] {0});
        assertThat(view.synapticGradient()).containsOnly(0.0);
    }

    /** The engine works in chunks of 64 examples. */
    @Test
    void sumsOverSeveralChunks() {
        Pair pair = Pair.of(Nets.conv(), 150);
        assertAlike(pair.torch.gradient(150), pair.reference.gradient(150));
        assertAlike(pair.torch.curvature(130), pair.reference.curvature(130));
        assertAlike(
                pair.torch.activationTaylor(70, NetworkView.Cancellation.ABSENT)[1],
                pair.reference.activationTaylor(70, NetworkView.Cancellation.ABSENT)[1]);
    }

    @Test
    void takesAllExamplesWhereFewerThanAskedAreThere() {
        NetworkView view = Pair.of(Nets.mlp(4, 5, 3), 6).torch;
        assertThat(view.gradient(100)).isEqualTo(view.gradient(6));
        assertThat(view.squaredGradient(100)).isEqualTo(view.squaredGradient(6));
        assertThat(view.curvature(100)).isEqualTo(view.curvature(6));
        assertThat(view.activationTaylor(100, NetworkView.Cancellation.ABSENT))
                .isDeepEqualTo(view.activationTaylor(6, NetworkView.Cancellation.ABSENT));
    }

    @Test
    void givesTheSameBitsAgainAndChangesNothing() {
        NetworkView view = Pair.of(Samples.convolutions(), 20).torch;
        float[] before = view.weights();
        float[] curvature = view.curvature(20);
        float[] gradient = view.gradient(20);
        assertThat(view.curvature(20)).isEqualTo(curvature);
        assertThat(view.gradient(20)).isEqualTo(gradient);
        assertThat(view.weights()).isEqualTo(before);
    }

    @Test
    void handsOutCopiesOfItsWeights() {
        NetworkView view = Pair.of(Nets.mlp(4, 5, 3), 6).torch;
        float[] weights = view.weights();
        float[] gradient = view.gradient(6);
        IntStream.range(0, weights.length).forEach(i -> weights[i] = 9);
        assertThat(view.gradient(6)).isEqualTo(gradient);
    }
}
