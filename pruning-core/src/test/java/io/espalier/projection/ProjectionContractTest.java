package io.espalier.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.espalier.criterion.Fixtures;
import io.espalier.engine.TrainingSetup;
import io.espalier.engine.cpu.TrainingLoop;
import io.espalier.network.Network;
import io.espalier.network.op.Shape;
import io.espalier.network.zoo.LassoNet;
import io.espalier.prune.Mask;
import io.espalier.prune.Nets;
import io.espalier.random.RandomKey;
import io.espalier.recipe.TrainingHooks;
import io.espalier.recipe.train.Optimizer;
import io.espalier.task.LossFunction;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What every registered projection has to hold, whoever wrote it. */
class ProjectionContractTest {
    private static final double RATE = 0.05;

    /** Every projection on every network that it fits; each fits one at least. */
    static Stream<Arguments> cases() {
        List<Network> networks =
                List.of(Nets.mlp(4, 6, 3), Nets.conv(), new LassoNet(List.of(7)).build(new Shape(1, 2, 3), 4));
        return ServiceLoader.load(Projection.class).stream()
                .map(ServiceLoader.Provider::get)
                .flatMap(projection -> {
                    List<Arguments> fitting = networks.stream()
                            .filter(network -> fits(projection, network))
                            .map(network -> Arguments.of(projection, network))
                            .toList();
                    assertThat(fitting).as("networks that %s fits", projection).isNotEmpty();
                    return fitting.stream();
                });
    }

    private static boolean fits(Projection projection, Network network) {
        try {
            projection.begin(network);
            return true;
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageNotContaining("null");
            return false;
        }
    }

    private static float[] projected(Projection projection, Network network, double rate) {
        float[] weights = Fixtures.weights(network, 3);
        projection.begin(network).project(weights, rate);
        return weights;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isFiniteAndTheSameEveryTime(Projection projection, Network network) {
        float[] once = projected(projection, network, RATE);
        assertThat(projected(projection, network, RATE)).containsExactly(once);
        assertThat(projected(projection.scaled(1), network, RATE)).containsExactly(once);
        for (float weight : once) {
            assertThat(weight).isFinite();
        }
        Projection strong = projection.scaled(1000);
        assertThat(projected(strong, network, RATE)).isNotEqualTo(Fixtures.weights(network, 3));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void leavesZerosAtZero(Projection projection, Network network) {
        float[] zeros = new float[network.layout().size()];
        projection.begin(network).project(zeros, RATE);
        assertThat(zeros).containsOnly(0);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void keepsMaskedWeightsAtZero(Projection projection, Network network) {
        Mask mask = Mask.full(network.layout());
        IntStream.range(0, network.layout().trainedSize())
                .filter(i -> RandomKey.of(7).uniform(i) < 0.5)
                .forEach(mask::remove);
        float[] start = Fixtures.weights(network, 3);
        mask.apply(start);
        TrainingHooks hooks = new TrainingHooks(List.of(), null, List.of(projection), null);
        Optimizer sgd = new Optimizer.Momentum(RATE, 0.9, 0);
        try (TrainingLoop loop = new TrainingLoop(new TrainingSetup(
                network,
                new TrainingSetup.Start(start, mask),
                Fixtures.data(network, 10, 4),
                new TrainingSetup.Goal(new LossFunction.CrossEntropy()),
                5,
                sgd,
                hooks,
                RandomKey.of(1)))) {
            for (int i = 0; i < 20; i++) {
                loop.step(IntStream.range(0, 10).toArray(), i % 2 * 5, i % 2 * 5 + 5, RATE);
            }
            float[] weights = loop.weights();
            for (int i = 0; i < weights.length; i++) {
                if (!mask.keeps(i)) {
                    assertThat(Float.floatToRawIntBits(weights[i]))
                            .as("weight %d", i)
                            .isZero();
                }
            }
        }
    }
}
