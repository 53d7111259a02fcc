package io.espalier.reparameterization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.espalier.criterion.Fixtures;
import io.espalier.mixture.ElementaryFunctions;
import io.espalier.network.Layout;
import io.espalier.network.Network;
import io.espalier.network.op.Parameter.Role;
import io.espalier.prune.Nets;
import io.espalier.prune.Scope;
import io.espalier.random.RandomKey;
import java.util.Arrays;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values worked out from the papers' formulas. */
class ReparameterizationsTest {
    private static final Offset<Double> CLOSE = within(1e-5);

    @ParameterizedTest
    @CsvSource({
        "0, .831822, .5",
        "1.386294, .951887, .86",
        "-2, .400975, .043044",
        "4.60517, .997982, 1",
        "-4.60517, .047130, 0"
    })
    void gatesAreOpenByTheirChanceAndFixedAtTest(double a, double open, double atTest) {
        assertThat(HardConcrete.open(a)).isCloseTo(open, CLOSE);
        assertThat(HardConcrete.atTest(a)).isCloseTo(atTest, CLOSE);
    }

    @ParameterizedTest
    @CsvSource({
        "0, .05, 0", "0, .2, .033333", "0, .5, .5", "0, .8, .966667", "0, .95, 1",
        "-1, .05, 0", "-1, .2, 0", "-1, .5, .118911", "-1, .8, .669127", "-1, .95, 1"
    })
    void gatesAreDrawn(double a, double u, double gate) {
        assertThat(HardConcrete.gate(a, u)).isCloseTo(gate, CLOSE);
    }

    /** The chance to be fully open is that to be fully closed at -a. */
    @ParameterizedTest
    @CsvSource({"0, .168178", "1.386294, .447123", "-2, .026633"})
    void gatesAreFullyOpenAsOftenAsTheOppositeIsClosed(double a, double fullyOpen) {
        assertThat(1 - HardConcrete.open(-a)).isCloseTo(fullyOpen, CLOSE);
        long drawn = IntStream.range(0, 20_000)
                .filter(i -> HardConcrete.gate(a, RandomKey.of(1).uniform(i)) == 1)
                .count();
        assertThat(drawn / 20_000.0).isCloseTo(fullyOpen, within(0.01));
    }

    @ParameterizedTest
    @CsvSource({"-8, 4.635899", "-4, 2.634208", "-1, .913872", "0, .431239", "1, .177970", "3, .025420", "8, .000168"})
    void divergenceFallsToZeroWithTheNoise(double logAlpha, double divergence) {
        assertThat(SparseVariationalDropout.divergence(logAlpha)).isCloseTo(divergence, CLOSE);
    }

    @Property(tries = 200)
    void divergenceHasItsSlope(@ForAll @DoubleRange(min = -8, max = 8) double logAlpha) {
        double slope = (SparseVariationalDropout.divergence(logAlpha + 1e-4)
                        - SparseVariationalDropout.divergence(logAlpha - 1e-4))
                / 2e-4;
        assertThat(SparseVariationalDropout.slope(logAlpha)).isCloseTo(slope, CLOSE);
        assertThat(slope).isNegative();
    }

    @Property(tries = 500)
    void elementaryFunctionsAreThoseOfTheLibrary(@ForAll @DoubleRange(min = -700, max = 700) double x) {
        assertThat(ElementaryFunctions.exp(x) / StrictMath.exp(x)).isCloseTo(1, within(1e-9));
        assertThat(ElementaryFunctions.log(StrictMath.exp(x))).isCloseTo(x, within(1e-9));
    }

    /** Two inputs, two units: gates on inputs, then gates on those two. */
    @Test
    void hardConcreteLossIsTheExpectedPrice() {
        Network network = Nets.mlp(2, 2, 2);
        float[] weights = new float[network.layout().size()];
        int first = network.layout().slot("fc1.weight").offset();
        weights[first] = 3;
        weights[network.layout().slot("fc1.bias").offset()] = 2;
        HardConcrete l0 = new HardConcrete(1, 0.5, 0.5, 0.2);
        TrainableParameters coordinates = l0.begin(network, 10);
        float[] own = coordinates.initial(weights, RandomKey.of(1));
        int gates = network.layout().trainedSize();
        own[gates] = 0;
        own[gates + 1] = -2;
        own[gates + 2] = 0;
        own[gates + 3] = 0;
        double open = .831822;
        double prices = open * (0.2 + 0.25 * 9) + .400975 * 0.2 + 2 * open * 0.2 + 0.25 * 4;
        assertThat(coordinates.loss(own, 0)).isCloseTo(prices, CLOSE);
    }

    @Test
    void hardConcreteFoldsClosedGatesToZeroes() {
        Network network = Nets.conv();
        float[] weights = new float[network.layout().size()];
        Arrays.fill(weights, 1);
        TrainableParameters coordinates = new HardConcrete().begin(network, 10);
        float[] own = coordinates.initial(weights, RandomKey.of(1));
        int gates = network.layout().trainedSize();
        own[gates + 3] = -3;
        coordinates.fold(own, weights);
        int filter = network.layout().slot("conv2.weight").offset();
        assertThat(Arrays.copyOfRange(weights, filter, filter + 12)).containsOnly(0);
        assertThat(weights[network.layout().slot("conv2.bias").offset()]).isZero();
        assertThat(weights[filter + 12]).isBetween(0.49f, 0.51f);
        assertThat(weights[network.layout().slot("norm1.scale").offset()]).isEqualTo(1);
    }

    @Test
    void dropoutFoldsNoisyWeightsToZero() {
        Network network = Nets.mlp(2, 2);
        float[] weights = new float[network.layout().size()];
        Arrays.fill(weights, 0.1f);
        TrainableParameters coordinates = new SparseVariationalDropout().begin(network, 10);
        float[] own = coordinates.initial(weights, RandomKey.of(1));
        int variances = network.layout().trainedSize();
        own[variances + 1] = (float) (StrictMath.log(0.01) + 3.01);
        own[variances + 2] = (float) (StrictMath.log(0.01) + 2.99);
        coordinates.fold(own, weights);
        assertThat(weights).startsWith(0.1f, 0, 0.1f, 0.1f);
    }

    @Test
    void dropoutLossRisesWithTheEpochs() {
        Network network = Nets.mlp(2, 2);
        float[] weights = new float[network.layout().size()];
        Arrays.fill(weights, 1);
        TrainableParameters coordinates = new SparseVariationalDropout(1, 2, 10, -4, 3).begin(network, 10);
        float[] own = coordinates.initial(weights, RandomKey.of(1));
        double whole = 4 * 2.634208 / 10;
        assertThat(coordinates.loss(own, 2)).isZero();
        assertThat(coordinates.loss(own, 7)).isCloseTo(whole / 2, CLOSE);
        assertThat(coordinates.loss(own, 12)).isCloseTo(whole, CLOSE);
        assertThat(coordinates.loss(own, 99)).isCloseTo(whole, CLOSE);
    }

    @Test
    void divergenceFromTheStandardNormalIsAsByFormula() {
        assertThat(BayesianCompression.divergence(0.5, -9)).isCloseTo(4.125062, CLOSE);
        assertThat(BayesianCompression.divergence(0, 0)).isCloseTo(0, CLOSE);
    }

    /** Two scales of 1 +- noise; log alpha is -9 at first, and -2.9 when the second's log variance is that. */
    @Test
    void bayesianCompressionFoldsNoisyInputsToZero() {
        Network network = Nets.mlp(2, 2);
        float[] weights = new float[network.layout().size()];
        Arrays.fill(weights, 0.5f);
        TrainableParameters coordinates = new BayesianCompression().begin(network, 10);
        float[] own = coordinates.initial(weights, RandomKey.of(1));
        int scales = 2 * network.layout().trainedSize();
        own[scales] = 2;
        own[scales + 1] = 1;
        own[scales + 3] = -2.9f;
        coordinates.fold(own, weights);
        assertThat(weights).startsWith(1, 0, 1, 0);
        own[scales + 3] = -3.1f;
        coordinates.fold(own, weights);
        assertThat(weights).startsWith(1, 0.5f, 1, 0.5f);
    }

    /** Of the KLs of two scales at log alpha -4 and 0 and of four weights, over N = 10, half way up the ramp. */
    @Test
    void bayesianCompressionLossIsTheSumOfDivergences() {
        Network network = Nets.mlp(2, 2);
        float[] weights = new float[network.layout().size()];
        Arrays.fill(weights, 0, 4, 0.5f);
        TrainableParameters coordinates = new BayesianCompression(1, 8, -9, -3).begin(network, 10);
        float[] own = coordinates.initial(weights, RandomKey.of(1));
        int scales = 2 * network.layout().trainedSize();
        own[scales] = 1;
        own[scales + 1] = 1;
        own[scales + 2] = -4;
        own[scales + 3] = 0;
        assertThat(coordinates.loss(own, 4)).isCloseTo((2.634208 + .431239 + 4 * 4.125062) / 20, CLOSE);
    }

    /** Of fc1's ten active weights 0.32 go at first, rounded down to three, and three with the largest slopes come in. */
    @Test
    void dynamicSparsityDropsTheSmallestAndGrowsTheSteepest() {
        Network network = Nets.mlp(4, 5, 1);
        DynamicSparsity rigl =
                new DynamicSparsity(0.5, new Scope.Layer(), DynamicSparsity.Grow.GRADIENT, 0.32, 1, 1_000_000);
        TrainableParameters coordinates = rigl.begin(network, 10);
        int trained = network.layout().trainedSize();
        float[] own = new float[2 * trained];
        float[] slopes = new float[network.layout().size()];
        for (int i = 0; i < 20; i++) {
            own[trained + i] = i < 10 ? 1 : 0;
            own[i] = i < 10 ? (i % 2 == 0 ? 1 : -1) * (i + 1) : 0;
            slopes[i] = i % 2 == 0 ? -i : i;
        }
        coordinates.pullBack(own, 0, slopes, new float[0], new float[own.length]);
        coordinates.revise(own, 1);
        float[] folded = new float[network.layout().size()];
        coordinates.fold(own, folded);
        assertThat(Arrays.copyOf(folded, 20))
                .containsExactly(0, 0, 0, -4, 5, -6, 7, -8, 9, -10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        assertThat(Arrays.copyOfRange(own, trained, trained + 20))
                .containsExactly(0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1);
        assertThat(rigl.rewired(0)).isCloseTo(0.32, CLOSE);
        assertThat(rigl.rewired(500_000)).isCloseTo(0.16, CLOSE);
        assertThat(rigl.rewired(1_000_000)).isCloseTo(0, CLOSE);
    }

    @Test
    void dynamicSparsityKeepsTheNumberOfWeightsOfEveryLayer() {
        Network network = Nets.mlp(20, 30, 10);
        for (DynamicSparsity.Grow grow : DynamicSparsity.Grow.values()) {
            TrainableParameters coordinates =
                    new DynamicSparsity(0.8, new Scope.Erk(), grow, 0.5, 2, 100).begin(network, 10);
            float[] weights = Fixtures.weights(network, 1);
            float[] own = coordinates.initial(weights, RandomKey.of(1));
            float[] before = own.clone();
            for (int iteration = 1; iteration <= 20; iteration++) {
                coordinates.draw(own, RandomKey.of(iteration), weights, new float[0]);
                float[] slopes = Fixtures.weights(network, iteration);
                coordinates.pullBack(own, 0, slopes, new float[0], new float[own.length]);
                coordinates.revise(own, iteration);
                for (var slot : network.layout().slots(Role.WEIGHT)) {
                    assertThat(active(own, network, slot)).isEqualTo(active(before, network, slot));
                }
            }
            assertThat(own).isNotEqualTo(before);
        }
    }

    private static long active(float[] own, Network network, Layout.Slot slot) {
        int trained = network.layout().trainedSize();
        return IntStream.range(slot.offset(), slot.end())
                .filter(i -> own[trained + i] == 1)
                .count();
    }
}
