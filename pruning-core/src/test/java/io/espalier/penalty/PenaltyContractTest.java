package io.espalier.penalty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.espalier.criterion.Fixtures;
import io.espalier.network.Network;
import io.espalier.network.op.Tanh;
import io.espalier.prune.Nets;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What every registered penalty has to hold, whoever wrote it. */
class PenaltyContractTest {
    private static final int EXAMPLES = 50;

    private static List<Penalty> penalties() {
        return ServiceLoader.load(Penalty.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    /** Every penalty on every network that it fits; each fits one at least. */
    static Stream<Arguments> cases() {
        return penalties().stream().flatMap(penalty -> {
            List<Arguments> fitting = Stream.of(Nets.mlp(new Tanh(), 4, 6, 3), Nets.conv(), Nets.residual())
                    .filter(network -> fits(penalty, network))
                    .map(network -> Arguments.of(penalty, network))
                    .toList();
            assertThat(fitting).as("networks that %s fits", penalty).isNotEmpty();
            return fitting.stream();
        });
    }

    private static boolean fits(Penalty penalty, Network network) {
        try {
            penalty.begin(network, EXAMPLES);
            return true;
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageNotContaining("null");
            return false;
        }
    }

    private static double value(Penalty penalty, Network network, float[] weights, double epoch) {
        return penalty.begin(network, EXAMPLES).add(weights, new float[weights.length], epoch);
    }

    private static float[] gradient(Penalty penalty, Network network, float[] weights, double epoch) {
        float[] gradient = new float[weights.length];
        penalty.begin(network, EXAMPLES).add(weights, gradient, epoch);
        return gradient;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void addsTheGradientOfItsValue(Penalty penalty, Network network) {
        float[] weights = Fixtures.weights(network, 3);
        float[] gradient = gradient(penalty, network, weights, 2.5);
        for (int i = 0; i < weights.length; i++) {
            float[] up = weights.clone();
            float[] down = weights.clone();
            up[i] += 0x1p-10f;
            down[i] -= 0x1p-10f;
            double slope = (value(penalty, network, up, 2.5) - value(penalty, network, down, 2.5))
                    / ((double) up[i] - down[i]);
            assertThat((double) gradient[i]).as("slope at %d", i).isCloseTo(slope, within(1e-5));
        }
    }

    /** What it trains besides the weights has the gradient of its value, too. */
    @ParameterizedTest
    @MethodSource("cases")
    void leavesTheGradientByItsOwnNumbers(Penalty penalty, Network network) {
        float[] weights = Fixtures.weights(network, 3);
        Penalty.Term term = penalty.scaled(1000).begin(network, EXAMPLES);
        term.start(weights);
        term.add(weights, new float[weights.length], 1);
        for (OwnNumbers own : term.own()) {
            assertThat(own.rate()).isPositive();
            float[] gradient = own.gradient().clone();
            for (int i = 0; i < gradient.length; i++) {
                float before = own.values()[i];
                double slope = (moved(term, own, i, before + 0x1p-9f, weights)
                                - moved(term, own, i, before - 0x1p-9f, weights))
                        / 0x1p-8;
                own.values()[i] = before;
                assertThat((double) gradient[i])
                        .as("slope at %d", i)
                        .isCloseTo(slope, within(1e-3 * Math.max(1, Math.abs(slope))));
            }
        }
    }

    private static double moved(Penalty.Term term, OwnNumbers own, int index, float value, float[] weights) {
        own.values()[index] = value;
        return term.add(weights, new float[weights.length], 1);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void startsAtTheSameNumbersForTheSameWeights(Penalty penalty, Network network) {
        Penalty.Term one = penalty.begin(network, EXAMPLES);
        Penalty.Term other = penalty.begin(network, EXAMPLES);
        one.start(Fixtures.weights(network, 4));
        one.start(Fixtures.weights(network, 3));
        other.start(Fixtures.weights(network, 3));
        for (int i = 0; i < one.own().size(); i++) {
            assertThat(one.own().get(i).values())
                    .containsExactly(other.own().get(i).values());
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void addsToWhatIsThere(Penalty penalty, Network network) {
        float[] weights = Fixtures.weights(network, 3);
        float[] alone = gradient(penalty, network, weights, 1);
        float[] onOnes = new float[weights.length];
        java.util.Arrays.fill(onOnes, 1);
        penalty.begin(network, EXAMPLES).add(weights, onOnes, 1);
        for (int i = 0; i < alone.length; i++) {
            assertThat(onOnes[i]).isCloseTo(1 + alone[i], within(1e-6f));
        }
        assertThat(alone).as("acts on something").isNotEqualTo(new float[alone.length]);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void givesTheSameBitsEveryTime(Penalty penalty, Network network) {
        float[] weights = Fixtures.weights(network, 3);
        assertThat(gradient(penalty, network, weights, 1)).containsExactly(gradient(penalty, network, weights, 1));
        Penalty.Term term = penalty.begin(network, EXAMPLES);
        double first = term.add(weights, new float[weights.length], 1);
        term.add(Fixtures.weights(network, 4), new float[weights.length], 2);
        assertThat(term.add(weights, new float[weights.length], 1)).isEqualTo(first);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void staysFiniteWhereEverythingIsZero(Penalty penalty, Network network) {
        float[] zeros = new float[network.layout().size()];
        assertThat(value(penalty, network, zeros, 0)).isFinite();
        for (float slope : gradient(penalty, network, zeros, 0)) {
            assertThat(slope).isFinite();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void growsInProportionToItsStrength(Penalty penalty, Network network) {
        float[] weights = Fixtures.weights(network, 3);
        assertThat(value(penalty.scaled(4), network, weights, 1))
                .isCloseTo(4 * value(penalty, network, weights, 1), within(1e-9));
        assertThat(penalty.scaled(1)).isEqualTo(penalty);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void leavesTheWeightsAlone(Penalty penalty, Network network) {
        float[] weights = Fixtures.weights(network, 3);
        gradient(penalty, network, weights, 1);
        assertThat(weights).containsExactly(Fixtures.weights(network, 3));
    }
}
