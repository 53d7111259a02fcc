package io.espalier.reparameterization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.espalier.engine.cpu.TrainingLoop;
import io.espalier.network.Network;
import io.espalier.network.op.Parameter.Role;
import io.espalier.prune.Mask;
import io.espalier.prune.Nets;
import io.espalier.random.RandomKey;
import io.espalier.recipe.train.Optimizer;
import io.espalier.sharing.SharedLayer;
import io.espalier.sharing.SharingPattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** FunHashNN by hand, and against HashedNets. */
class FunctionalHashingTest extends ReparameterizationCases {
    private static float[] trained(Reparameterization r, Network network) {
        Optimizer adam = new Optimizer.Adam(0.01, 0.9, 0.999, 1e-8, 0.1);
        try (TrainingLoop loop = loop(r, network, Mask.full(network.layout()), 5, adam, NOISE)) {
            for (int i = 0; i < 40; i++) {
                loop.step(ORDER, i % 2 * 5, i % 2 * 5 + 5, 0.01);
            }
            return loop.weights();
        }
    }

    /** To the bit, after forty steps. */
    @Test
    void isHashedNetsWithOneHashAndItsNumber() {
        for (Network network : new Network[] {Nets.mlp(4, 6, 3), Nets.residual()}) {
            float[] hashed = trained(new WeightSharing(new SharingPattern.Hashed(3, 5)), network);
            assertThat(trained(new FunctionalHashing(3, 1, new Combination.ScaledSum(), 5), network))
                    .containsExactly(hashed);
            assertThat(trained(new FunctionalHashing(3, 2, new Combination.ScaledSum(), 5), network))
                    .isNotEqualTo(hashed);
        }
    }

    /** 12,407 of 784-1000-10 at 1/64, as in HashedNets, and 4 (4 + 2) + 1 of the network. */
    @Test
    void countsTheFunctionsParametersWithTheNumbers() {
        Network network = Nets.mlp(784, 1000, 10);
        float[] own = new FunctionalHashing(64, 4, new Combination.TanhNetwork(4), 0)
                .begin(network, EXAMPLES)
                .initial(new float[network.layout().size()], NOISE);
        assertThat(own.length - network.layout().trainedSize()).isEqualTo(12_407 + 25);
    }

    /** Each weight of fc1 is (its number by hash 0 + its number by hash 1) / sqrt(2), with their signs. */
    @Test
    void sumsItsNumbers() {
        Network network = Nets.mlp(4, 6, 3);
        FunctionalHashing two = new FunctionalHashing(3, 2, new Combination.ScaledSum(), 7);
        float[] own = own(two, network);
        float[] weights = new float[network.layout().size()];
        two.begin(network, EXAMPLES).fold(own, weights);
        var slot = network.layout().slots(Role.WEIGHT).get(0);
        int start = network.layout().trainedSize();
        SharedLayer first = new SharingPattern.Hashed(3, 7).of(slot);
        SharedLayer second = new SharingPattern.Hashed(3, 8).of(slot);
        for (int i = 0; i < 24; i++) {
            double sum = (first.negated()[i] ? -1 : 1) * own[start + first.index()[i]]
                    + (second.negated()[i] ? -1 : 1) * own[start + second.index()[i]];
            assertThat((double) weights[slot.offset() + i]).isCloseTo(sum / Math.sqrt(2), within(1e-6));
        }
    }

    /** a = (1, 2; 0, -1), b = (0.5, 0), c = (3, -2), d = 0.25 at x = (0.1, -0.3). */
    @Test
    void combinesByANetwork() {
        float[] own = {9, 1, 2, 0, -1, 0.5f, 0, 3, -2, 0.25f};
        Combination.Function g = new Combination.TanhNetwork(2).of(own, 1, 2);
        double expected = 3 * Math.tanh(0.5 + 0.1 - 0.6) - 2 * Math.tanh(0.3) + 0.25;
        assertThat(g.of(new double[] {0.1, -0.3})).isCloseTo(expected, within(1e-6));
    }

    /** It begins near a sum, so that weights begin at about the scale of the numbers. */
    @Test
    void beginsNearASum() {
        float[] parameters = new Combination.TanhNetwork(8).initial(4, RandomKey.of(3));
        Combination.Function g = new Combination.TanhNetwork(8).of(parameters, 0, 4);
        double[] x = IntStream.range(0, 4)
                .mapToDouble(i -> 0.05 * RandomKey.of(4).gaussian(i))
                .toArray();
        double sum = x[0] + x[1] + x[2] + x[3];
        assertThat(g.of(x)).isCloseTo(sum / 2, within(0.2 * Math.abs(sum)));
    }
}
