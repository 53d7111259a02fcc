package io.espalier.reparameterization;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.engine.cpu.TrainingLoop;
import io.espalier.network.Layout;
import io.espalier.network.Network;
import io.espalier.network.op.Parameter;
import io.espalier.prune.Mask;
import io.espalier.random.RandomKey;
import io.espalier.recipe.train.Optimizer;
import io.espalier.reparameterization.TrainableParameters.Noise;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every registered reparameterization has to hold, whoever wrote it. */
class ReparameterizationContractTest extends ReparameterizationCases {
    @ParameterizedTest
    @MethodSource("cases")
    void writesEveryTrainedParameter(Reparameterization r, Network network) {
        TrainableParameters coordinates = r.begin(network, EXAMPLES);
        float[] drawn = new float[network.layout().size()];
        float[] folded = drawn.clone();
        Arrays.fill(drawn, Float.NaN);
        Arrays.fill(folded, Float.NaN);
        coordinates.draw(own(r, network), NOISE, drawn, new float[drawn.length]);
        coordinates.fold(own(r, network), folded);
        for (Layout.Slot slot : network.layout().slots()) {
            int end = slot.parameter().role().isTrained() ? slot.end() : slot.offset();
            for (int i = slot.offset(); i < end; i++) {
                assertThat(drawn[i]).isFinite();
                assertThat(folded[i]).isFinite();
            }
        }
    }

    /** Another key gives others where it says that there is noise, or begins by the key. */
    @ParameterizedTest
    @MethodSource("cases")
    void givesTheSameBitsForTheSameKeyAndOthersForAnother(Reparameterization r, Network network) {
        float[] first = trained(r, network, NOISE, Mask.full(network.layout()));
        assertThat(trained(r, network, NOISE, Mask.full(network.layout()))).containsExactly(first);
        float[] other = trained(r, network, RandomKey.of(9), Mask.full(network.layout()));
        TrainableParameters coordinates = r.begin(network, EXAMPLES);
        float[] begun = coordinates.initial(weights(network), NOISE);
        boolean random = coordinates.noise() != Noise.NONE
                || !Arrays.equals(coordinates.initial(weights(network), RandomKey.of(9)), begun);
        assertThat(Arrays.equals(other, first)).isEqualTo(!random);
    }

    private static float[] drawn(Reparameterization r, Network network, RandomKey key, float[] variances) {
        float[] weights = new float[network.layout().size()];
        r.begin(network, EXAMPLES).draw(own(r, network), key, weights, variances);
        return weights;
    }

    /** Of the variances of weights. */
    private static double least(Network network, float[] variances) {
        return network.layout().slots(Parameter.Role.WEIGHT).stream()
                .flatMapToDouble(
                        slot -> IntStream.range(slot.offset(), slot.end()).mapToDouble(i -> variances[i]))
                .min()
                .orElseThrow();
    }

    /** Without noise the drawn weights are those that are kept. */
    @ParameterizedTest
    @MethodSource("cases")
    void drawsNoiseWhereItSays(Reparameterization r, Network network) {
        float[] variances = new float[network.layout().size()];
        float[] first = drawn(r, network, NOISE, variances);
        float[] other = drawn(r, network, RandomKey.of(9), new float[variances.length]);
        float[] folded = new float[first.length];
        r.begin(network, EXAMPLES).fold(own(r, network), folded);
        switch (r.begin(network, EXAMPLES).noise()) {
            case NONE -> assertThat(List.of(first, other)).allMatch(weights -> Arrays.equals(weights, folded));
            case IN_WEIGHTS -> assertThat(first).isNotEqualTo(other).isNotEqualTo(folded);
            case IN_ACTIVATIONS -> assertThat(least(network, variances)).isPositive();
        }
    }

    private static float[] trained(Reparameterization r, Network network, RandomKey noise, Mask mask) {
        Optimizer adam = new Optimizer.Adam(0.05, 0.9, 0.999, 1e-8, 0.1);
        try (TrainingLoop loop = loop(r, network, mask, 5, adam, noise)) {
            for (int i = 0; i < 30; i++) {
                loop.step(ORDER, i % 2 * 5, i % 2 * 5 + 5, 0.05);
            }
            return loop.weights();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void keepsMaskedWeightsAtZero(Reparameterization r, Network network) {
        Mask mask = Mask.full(network.layout());
        IntStream.range(0, network.layout().trainedSize())
                .filter(i -> RandomKey.of(7).uniform(i) < 0.5)
                .forEach(mask::remove);
        float[] weights = trained(r, network, NOISE, mask);
        for (int i = 0; i < weights.length; i++) {
            if (!mask.keeps(i)) {
                assertThat(Float.floatToRawIntBits(weights[i]))
                        .as("weight %d", i)
                        .isZero();
            }
            assertThat(weights[i]).isFinite();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void confinesOnce(Reparameterization r, Network network) {
        float[] wild = own(r, network);
        for (int i = 0; i < wild.length; i++) {
            wild[i] *= 1000;
        }
        TrainableParameters coordinates = r.begin(network, EXAMPLES);
        coordinates.confine(wild);
        float[] once = wild.clone();
        coordinates.confine(wild);
        assertThat(wild).containsExactly(once);
        assertThat(coordinates.loss(wild, 1000)).isFinite();
    }

    /** One that is equal to a stronger one has no loss of its own, whatever its numbers are. */
    @ParameterizedTest
    @MethodSource("cases")
    void lossGrowsWithItsStrength(Reparameterization r, Network network) {
        float[] own = own(r, network);
        for (int i = 0; i < own.length; i++) {
            own[i] += (float) (0.1 * NOISE.gaussian(i));
        }
        TrainableParameters coordinates = r.begin(network, EXAMPLES);
        coordinates.confine(own);
        double loss = coordinates.loss(own, 1000);
        if (r.scaled(4).equals(r)) {
            assertThat(loss).isZero();
            assertThat(coordinates.loss(own, 0)).isZero();
        } else {
            assertThat(loss).isPositive();
            assertThat(r.scaled(4).begin(network, EXAMPLES).loss(own, 1000)).isGreaterThan(loss);
        }
        assertThat(r.scaled(1)).isEqualTo(r);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void staysFiniteOnANetworkOfZeros(Reparameterization r, Network network) {
        int size = network.layout().size();
        TrainableParameters coordinates = r.begin(network, EXAMPLES);
        float[] own = coordinates.initial(new float[size], RandomKey.of(2));
        float[] gradient = new float[own.length];
        coordinates.draw(own, NOISE, new float[size], new float[size]);
        coordinates.pullBack(own, 1000, new float[size], new float[size], gradient);
        for (float slope : gradient) {
            assertThat(slope).isFinite();
        }
        assertThat(coordinates.loss(own, 1000)).isFinite();
    }
}
