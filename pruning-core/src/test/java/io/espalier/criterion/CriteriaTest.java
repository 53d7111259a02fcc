package io.espalier.criterion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.espalier.binding.InvalidValueException;
import io.espalier.data.Dataset;
import io.espalier.network.Network;
import io.espalier.network.Node;
import io.espalier.network.op.Conv;
import io.espalier.network.op.Flatten;
import io.espalier.network.op.Gemm;
import io.espalier.network.op.Shape;
import io.espalier.prune.Granularity;
import io.espalier.prune.Groups;
import io.espalier.prune.Nets;
import io.espalier.prune.OutputLayerPolicy;
import io.espalier.random.RandomKey;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Scores worked out by hand, and laws of the papers. */
class CriteriaTest {
    private static final Granularity WEIGHT = new Granularity.Weight();
    private static final Granularity NEURON = new Granularity.Neuron();

    /** Weights 1, -2, 3, -4, 5, -6 in fc1 (3 x 2), 1..6 in fc2 (2 x 3). */
    private final Network network = Nets.mlp(2, 3, 2);

    private final int fc1 = network.layout().slot("fc1.weight").offset();
    private final int fc2 = network.layout().slot("fc2.weight").offset();
    private final float[] weights = flat(new float[] {1, -2, 3, -4, 5, -6}, new float[] {1, 2, 3, 4, 5, 6});
    private final float[] slopes = flat(new float[] {2, 1, -1, 0.5f, 3, 0}, new float[] {1, -1, 1, -1, 1, -1});
    private final NetworkView view = new KnownView(network, weights, slopes);

    private float[] flat(float[] first, float[] second) {
        float[] values = new float[network.layout().size()];
        System.arraycopy(first, 0, values, fc1, 6);
        System.arraycopy(second, 0, values, fc2, 6);
        return values;
    }

    private double[] scores(Criterion criterion, Granularity granularity) {
        return criterion.score(view, Groups.of(network, granularity, OutputLayerPolicy.PRUNE));
    }

    @Test
    void magnitudeIsTheNormOfTheGroup() {
        assertThat(scores(new Magnitude(), WEIGHT)).containsExactly(1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6);
        assertThat(scores(new Magnitude(Magnitude.Norm.L2), WEIGHT))
                .containsExactly(1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6);
        assertThat(scores(new Magnitude(), NEURON)).containsExactly(3, 7, 11);
        assertThat(scores(new Magnitude(Magnitude.Norm.L2), NEURON))
                .containsExactly(new double[] {Math.sqrt(5), 5, Math.sqrt(61)}, within(1e-12));
    }

    @Test
    void lampDividesASquareByThoseNotBelowIt() {
        double[] expected = {1 / 91.0, 4 / 90.0, 9 / 86.0, 16 / 77.0, 25 / 61.0, 1};
        assertThat(Arrays.copyOf(scores(new Lamp(), WEIGHT), 6)).containsExactly(expected, within(1e-15));
        assertThat(Arrays.copyOfRange(scores(new Lamp(), WEIGHT), 6, 12)).containsExactly(expected, within(1e-15));
        assertThat(scores(new Lamp(), NEURON)).containsExactly(new double[] {5 / 91.0, 25 / 86.0, 1}, within(1e-15));
    }

    @Test
    void lampScoresOneWeightOfEachLayerOneEvenWhenAllTie() {
        Arrays.fill(weights, 2);
        assertThat(Arrays.copyOf(scores(new Lamp(), WEIGHT), 6))
                .containsExactly(new double[] {1 / 6.0, 1 / 5.0, 1 / 4.0, 1 / 3.0, 1 / 2.0, 1}, within(1e-15));
    }

    @Test
    void snipSumsTheSensitivitiesOfAGroupWithoutSigns() {
        assertThat(scores(new Snip(), WEIGHT)).containsExactly(2, 2, 3, 2, 15, 0, 1, 2, 3, 4, 5, 6);
        assertThat(scores(new Snip(), NEURON)).containsExactly(4, 5, 15);
    }

    @Test
    void taylorSquaresTheSignedSumOfAGroup() {
        assertThat(scores(new Taylor(), WEIGHT)).containsExactly(4, 4, 9, 4, 225, 0, 1, 4, 9, 16, 25, 36);
        assertThat(scores(new Taylor(), new Granularity.Block(1, 2)))
                .as("2 - 2, -3 - 2, 15 + 0; 1 - 2, 3, -4 + 5, -6")
                .containsExactly(0, 25, 225, 1, 9, 1, 36);
    }

    @Test
    void taylorOfUnitsIsDividedByTheNormOfTheLayer() {
        assertThat(scores(new Taylor(), NEURON)).containsExactly(new double[] {0.6, 0, 0.8}, within(1e-15));
    }

    @Test
    void obdAndFisherAreHalfTheNumberTimesTheSquare() {
        double[] expected = {1, 2, -4.5, 4, 37.5, 0, 0.5, -2, 4.5, -8, 12.5, -18};
        assertThat(scores(new Obd(), WEIGHT)).containsExactly(expected);
        assertThat(scores(new Fisher(), WEIGHT)).containsExactly(expected);
        assertThat(scores(new Obd(), NEURON)).containsExactly(3, -0.5, 37.5);
    }

    @Test
    void graspIsTheSignedSumOfWeightTimesHessianGradient() {
        assertThat(scores(new Grasp(), WEIGHT)).containsExactly(2, -2, -3, -2, 15, 0, 1, -2, 3, -4, 5, -6);
        assertThat(scores(new Grasp(), NEURON)).containsExactly(0, -5, 15);
    }

    /**
     * Softmax regression where both classes are as likely: x = 1 is of the first class in 3 of 5 examples and x = -1 in
     * 2 of 5, so g = (-0.1, 0.1), H = [[1, -1], [-1, 1]] / 4 and H g = (-0.05, 0.05). Over a temperature of 2 g is half
     * of it and H a quarter.
     */
    @Test
    void hessianGradientOfSoftmaxRegressionIsAsWorkedOutByHand() {
        Network linear = Nets.mlp(1, 2);
        float[] features = {1, 1, 1, 1, 1, -1, -1, -1, -1, -1};
        Dataset data = new Dataset(Shape.vector(1), 2, features, new int[] {0, 0, 0, 1, 1, 0, 0, 1, 1, 1});
        float[] even = new float[linear.layout().size()];
        even[0] = 1;
        even[1] = 1;
        FakeNetworkView at = new FakeNetworkView(linear, even, data, RandomKey.of(1));
        assertThat(Arrays.copyOf(at.hessianGradient(10, 1), 2))
                .containsExactly(new float[] {-0.05f, 0.05f}, within(1e-6f));
        assertThat(Arrays.copyOf(at.hessianGradient(10, 2), 2))
                .containsExactly(new float[] {-0.00625f, 0.00625f}, within(1e-6f));
    }

    /** In fc1 the units (1, -2), (3, -4), (5, -6): neighbours are sqrt(8) apart, the outer ones twice that. */
    @Test
    void fpgmIsTheSumOfDistancesToTheOthersOfTheLayer() {
        double d = Math.sqrt(8);
        assertThat(scores(new Fpgm(), NEURON)).containsExactly(new double[] {3 * d, 2 * d, 3 * d}, within(1e-12));
        assertThat(scores(new Fpgm(), WEIGHT))
                .as("1, -2, 3, -4, 5, -6 on the line, then 1 to 6")
                .containsExactly(new double[] {21, 21, 25, 25, 33, 33, 15, 11, 9, 9, 11, 15}, within(1e-12));
    }

    @Test
    void fpgmLeavesOutGroupsThatAreGone() {
        Arrays.fill(weights, fc1, fc1 + 2, 0);
        assertThat(scores(new Fpgm(), NEURON))
                .containsExactly(new double[] {0, Math.sqrt(8), Math.sqrt(8)}, within(1e-12));
        assertThat(Arrays.copyOf(scores(new Fpgm(), WEIGHT), 6))
                .as("3, -4, 5, -6")
                .containsExactly(new double[] {0, 0, 18, 18, 22, 22}, within(1e-12));
    }

    /** Units of magnitudes 3, 7 and 11, with the numbers 3, 0 and 4 in the known view. */
    @Test
    void activationsAreSharedOutAmongTheWeightsOfAUnit() {
        for (Criterion criterion : List.of(new MeanActivation(), new Apoz(), new Hrank())) {
            assertThat(scores(criterion, NEURON)).containsExactly(3, 0, 4);
            assertThat(Arrays.copyOf(scores(criterion, WEIGHT), 6))
                    .containsExactly(new double[] {1, 2, 0, 0, 20 / 11.0, 24 / 11.0}, within(1e-12));
        }
    }

    /** Units x1 - x2, x1 + x2 and x2 - x1 behind a ReLU on (1, 3), (2, 1): (0, 4, 2) and (1, 3, 0). */
    @Test
    void activationCriteriaAreAsWorkedOutByHand() {
        float[] values = new float[network.layout().size()];
        System.arraycopy(new float[] {1, -1, 1, 1, -1, 1}, 0, values, fc1, 6);
        Dataset two = new Dataset(Shape.vector(2), 2, new float[] {1, 3, 2, 1}, new int[] {0, 1});
        NetworkView at = new FakeNetworkView(network, values, two, RandomKey.of(1));
        Groups neurons = Groups.of(network, NEURON, OutputLayerPolicy.PRUNE);
        assertThat(new MeanActivation().score(at, neurons)).containsExactly(0.5, 3.5, 1);
        assertThat(new Apoz().score(at, neurons)).containsExactly(0.5, 1, 0.5);
        assertThat(new Hrank().score(at, neurons)).containsExactly(0.5, 1, 0.5);
    }

    /** One filter that copies the image: rank 2 of three rows of which one is the sum of the others, and rank 1. */
    @Test
    void hrankIsTheMeanRankOfTheMaps() {
        Network copying = new Network(
                "copying",
                new Shape(1, 3, 2),
                List.of(
                        new Node("conv", new Conv(1, 1, 1, 1, 0, 1, Conv.Bias.ABSENT), List.of("input")),
                        new Node("flatten", new Flatten(), List.of("conv")),
                        new Node("fc", new Gemm(6, 2), List.of("flatten"))));
        float[] values = new float[copying.layout().size()];
        values[0] = 1;
        Dataset two = new Dataset(
                new Shape(1, 3, 2), 2, new float[] {1, 2, 3, 5, 4, 7, 1, 2, 2, 4, -3, -6}, new int[] {0, 1});
        NetworkView at = new FakeNetworkView(copying, values, two, RandomKey.of(1));
        Groups filters = Groups.of(copying, new Granularity.Filter(), OutputLayerPolicy.PRUNE);
        assertThat(new Hrank(2).score(at, filters)).containsExactly(1.5);
        assertThat(new Hrank(1).score(at, filters)).containsExactly(2);
    }

    @Test
    void refusesToLookAtNoExamples() {
        assertThatThrownBy(() -> new Snip(0))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("Invalid examples: 0 (must be at least 1)");
    }

    /** On E = sum of h (w - w*)^2 / 2 at its minimum, deleting w raises E by exactly OBD's score. */
    @Test
    void obdPredictsTheIncreaseOfAQuadratic() {
        float[] h = flat(new float[] {1, 2, 3, 4, 5, 6}, new float[] {6, 5, 4, 3, 2, 1});
        Groups groups = Groups.of(network, new Granularity.Block(2, 2), OutputLayerPolicy.PRUNE);
        double[] scores = new Obd().score(new KnownView(network, weights, h), groups);
        for (int group = 0; group < groups.count(); group++) {
            boolean[] kept = new boolean[groups.count()];
            Arrays.fill(kept, true);
            kept[group] = false;
            float[] without = weights.clone();
            groups.expand(kept).apply(without);
            double increase = IntStream.range(0, h.length)
                    .mapToDouble(i -> 0.5 * h[i] * (without[i] - weights[i]) * (without[i] - weights[i]))
                    .sum();
            assertThat(scores[group]).isCloseTo(increase, within(1e-12));
        }
    }

    /**
     * Softmax regression on x = 1 (3 to 2 for the first class) and x = -1 (2 to 3) has its minimum where the log odds
     * are ln(3/2) x. There the gradient is 0 and Gauss-Newton is the Hessian.
     */
    @Test
    void obdPredictsTheIncreaseOfTheLossAtAMinimum() {
        Network linear = Nets.mlp(1, 2);
        float[] features = {1, 1, 1, 1, 1, -1, -1, -1, -1, -1};
        Dataset data = new Dataset(Shape.vector(1), 2, features, new int[] {0, 0, 0, 1, 1, 0, 0, 1, 1, 1});
        float[] minimum = new float[linear.layout().size()];
        minimum[0] = (float) (Math.log(1.5) / 2);
        minimum[1] = -minimum[0];
        FakeNetworkView at = new FakeNetworkView(linear, minimum, data, RandomKey.of(1));
        assertThat(doubles(at.gradient(10))).containsExactly(new double[minimum.length], within(1e-7));
        double[] scores = new Obd().score(at, Groups.of(linear, WEIGHT, OutputLayerPolicy.PRUNE));
        for (int i = 0; i < 2; i++) {
            double[] without = doubles(minimum);
            without[i] = 0;
            double increase = at.loss(without, 10) - at.loss(doubles(minimum), 10);
            assertThat(scores[i]).isCloseTo(increase, within(0.05 * increase));
        }
    }

    private static double[] doubles(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }

    @Test
    void batchNormScaleIsTheScaleBehindAUnitAndElseItsMagnitude() {
        Network conv = Nets.conv();
        float[] values = Fixtures.weights(conv, 3);
        int gamma = conv.layout().slot("norm1.scale").offset();
        System.arraycopy(new float[] {0.25f, -2, 0}, 0, values, gamma, 3);
        FakeNetworkView at = new FakeNetworkView(conv, values, Fixtures.data(conv, 1, 1), RandomKey.of(1));
        Groups filters = Groups.of(conv, new Granularity.Filter(), OutputLayerPolicy.PRUNE);
        double[] scores = new BatchNormScale().score(at, filters);
        assertThat(Arrays.copyOf(scores, 3)).containsExactly(new double[] {0.25, 2, 0}, within(1e-12));
        assertThat(Arrays.copyOfRange(scores, 3, 7))
                .containsExactly(Arrays.copyOfRange(new Magnitude().score(at, filters), 3, 7), within(1e-12));
    }

    @Test
    void randomDependsOnTheKeyAlone() {
        Groups groups = Groups.of(network, WEIGHT, OutputLayerPolicy.PRUNE);
        Dataset data = Fixtures.data(network, 2, 1);
        double[] one = new Random().score(new FakeNetworkView(network, weights, data, RandomKey.of(1)), groups);
        double[] two = new Random().score(new FakeNetworkView(network, weights, data, RandomKey.of(2)), groups);
        double[] other = new Random().score(new FakeNetworkView(network, slopes, data, RandomKey.of(1)), groups);
        assertThat(one).isNotEqualTo(two).isEqualTo(other);
    }
}
