package io.espalier.reparameterization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.espalier.network.Layout;
import io.espalier.network.Network;
import io.espalier.prune.Nets;
import io.espalier.random.RandomKey;
import io.espalier.reparameterization.GeneralizedDropout.AtTest;
import java.util.Arrays;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Generalized dropout and movement pruning by hand. */
class StraightThroughGatesTest {
    private static float[] ones(Network network) {
        float[] weights = new float[network.layout().size()];
        Arrays.fill(weights, 1);
        return weights;
    }

    /** (1 - alpha) (log p - log 0.001) + (1 - beta) (log(1 - p) - log 0.001), without a constant for exponents above 1. */
    @ParameterizedTest
    @CsvSource({".5, .5, .75, 6.070767", ".5, 1, .75, 3.310037", "1, 1, .3, 0", "2, 1, .5, .693147", "1, .1, .999, 0"})
    void priorIsThatOfABetaDistribution(double alpha, double beta, double p, double prior) {
        assertThat(new GeneralizedDropout(alpha, beta, 1, 0.5, AtTest.HARD).prior(p))
                .isCloseTo(prior, within(1e-5));
    }

    /** Exponents below 1 make the middle the dearest place, so that gates settle. */
    @Property(tries = 100)
    void priorDrawsToBothEnds(@ForAll @DoubleRange(min = 0.01, max = 0.99) double p) {
        GeneralizedDropout learning = new GeneralizedDropout(0.1, 0.1, 1, 0.5, AtTest.HARD);
        assertThat(learning.prior(p))
                .isBetween(0.0, learning.prior(0.5) + 1e-9)
                .isCloseTo(learning.prior(1 - p), within(1e-9));
    }

    /** Unlike hard concrete ones, which are in between, too: each input's weights are all or nothing, p of the time. */
    @Test
    void gatesAreOpenOrClosed() {
        Network network = Nets.mlp(1000, 2, 2);
        float[] weights = ones(network);
        TrainableParameters coordinates = new GeneralizedDropout(1, 1, 1, 0.3, AtTest.MEAN).begin(network, 10);
        float[] own = coordinates.initial(weights, RandomKey.of(1));
        coordinates.draw(own, RandomKey.of(2), weights, new float[0]);
        float[] first = Arrays.copyOf(weights, 1000);
        assertThat(first).containsOnly(0, 1);
        assertThat(Arrays.copyOfRange(weights, 1000, 2000)).containsExactly(first);
        assertThat(IntStream.range(0, 1000).filter(i -> first[i] == 1).count()).isBetween(255L, 345L);
        TrainableParameters concrete = new HardConcrete().begin(network, 10);
        concrete.draw(concrete.initial(ones(network), RandomKey.of(1)), RandomKey.of(2), weights, new float[0]);
        assertThat(IntStream.range(0, 1000).filter(i -> weights[i] > 0 && weights[i] < 1))
                .isNotEmpty();
    }

    @Test
    void gatesAreRemovedAtTheEnd() {
        Network network = Nets.conv();
        float[] weights = ones(network);
        TrainableParameters coordinates = new GeneralizedDropout().begin(network, 10);
        float[] own = coordinates.initial(weights, RandomKey.of(1));
        int gates = network.layout().trainedSize();
        Arrays.fill(own, gates, own.length, 0.6f);
        own[gates + 3] = 0.4f;
        coordinates.fold(own, weights);
        Layout.Slot filters = network.layout().slot("conv2.weight");
        assertThat(Arrays.copyOfRange(weights, filters.offset(), filters.offset() + 12))
                .containsOnly(0);
        assertThat(weights[network.layout().slot("conv2.bias").offset()]).isZero();
        assertThat(Arrays.copyOfRange(weights, filters.offset() + 12, filters.end()))
                .containsOnly(1);
    }

    /** Dropout++ removes nothing: at test a gate is its mean. */
    @Test
    void dropoutPlusPlusScalesByItsRates() {
        Network network = Nets.mlp(2, 2);
        float[] weights = ones(network);
        GeneralizedDropout dropout = new GeneralizedDropout(1, 1, 1, 0.5, AtTest.MEAN);
        TrainableParameters coordinates = dropout.begin(network, 10);
        float[] own = coordinates.initial(weights, RandomKey.of(1));
        own[network.layout().trainedSize()] = 0.2f;
        coordinates.fold(own, weights);
        assertThat(weights).startsWith(0.2f, 0.5f, 0.2f, 0.5f);
        assertThat(coordinates.loss(own, 0)).isZero();
        assertThat(dropout.scaled(3)).isSameAs(dropout);
    }

    /** Without a penalty a score's slope is theta dL/dw, in or out: it grows where the weight moves away from 0. */
    @Test
    void scoresGrowWithMovementAwayFromZero() {
        Network network = Nets.mlp(2, 2);
        float[] weights = new float[network.layout().size()];
        System.arraycopy(new float[] {2, -2, 0.5f, 3}, 0, weights, 0, 4);
        TrainableParameters coordinates = new MovementPruning(0, 1).begin(network, 10);
        float[] own = coordinates.initial(weights, RandomKey.of(1));
        int scores = network.layout().trainedSize();
        own[scores + 3] = -0.5f;
        float[] slopes = new float[network.layout().size()];
        System.arraycopy(new float[] {-1, -1, 4, 1}, 0, slopes, 0, 4);
        float[] gradient = new float[own.length];
        coordinates.pullBack(own, 0, slopes, new float[0], gradient);
        assertThat(Arrays.copyOf(gradient, 4)).containsExactly(-1, -1, 4, 0);
        assertThat(Arrays.copyOfRange(gradient, scores, scores + 4)).containsExactly(-2, 2, 2, 3);
        float[] folded = new float[weights.length];
        coordinates.fold(own, folded);
        assertThat(folded).startsWith(2, -2, 0.5f, 0);
        own[scores + 3] = 0.1f;
        coordinates.fold(own, folded);
        assertThat(folded).startsWith(2, -2, 0.5f, 3);
    }

    /** Of four weights, scores 0, 0, log 3 and 30: the mean of 1/2, 1/2, 3/4 and 1, twice. */
    @Test
    void movementLossIsTheMeanOfSigmoids() {
        Network network = Nets.mlp(2, 2);
        TrainableParameters coordinates = new MovementPruning(2, 1).begin(network, 10);
        float[] own = coordinates.initial(ones(network), RandomKey.of(1));
        int scores = network.layout().trainedSize();
        own[scores] = 0;
        own[scores + 1] = 0;
        own[scores + 2] = (float) Math.log(3);
        own[scores + 3] = 30;
        assertThat(coordinates.loss(own, 0)).isCloseTo(2 * 2.75 / 4, within(1e-6));
    }
}
