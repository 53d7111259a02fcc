package io.espalier.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.espalier.SealedTypes;
import io.espalier.criterion.Criterion;
import io.espalier.criterion.Fixtures;
import io.espalier.data.Dataset;
import io.espalier.engine.score.TorchNetworkView;
import io.espalier.engine.torch.Inference;
import io.espalier.engine.train.CompactNetwork;
import io.espalier.network.Network;
import io.espalier.network.RandomNetworks;
import io.espalier.network.ReferenceForward;
import io.espalier.network.compact.Compaction;
import io.espalier.network.op.Op;
import io.espalier.prune.Granularity;
import io.espalier.prune.Groups;
import io.espalier.prune.Mask;
import io.espalier.prune.OutputLayerPolicy;
import io.espalier.random.RandomKey;
import io.espalier.task.LossFunction;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever a network is made of: without what a mask removes it computes the same, or the unit was kept. */
class RandomNetworksTest {
    private static final int NETWORKS = 1_800;
    private static final int NETWORKS_OF_TOKENS = 100;

    private static Stream<Network> networks() {
        return Stream.concat(
                        IntStream.range(0, NETWORKS)
                                .mapToObj(seed -> RandomNetworks.of(2 + seed % 9, RandomKey.of(seed))),
                        IntStream.range(0, NETWORKS_OF_TOKENS)
                                .mapToObj(seed -> RandomNetworks.ofTokens(2 + seed % 9, RandomKey.of(seed))))
                .filter(network -> network.weighted().size() > 1);
    }

    private static Mask someUnits(Network network, RandomKey key) {
        Groups groups = Groups.of(network, new Granularity.Unit(), OutputLayerPolicy.PRUNE);
        double kept = key.uniform(-1);
        boolean[] units = new boolean[groups.count()];
        for (int i = 0; i < units.length; i++) {
            units[i] = key.uniform(i) < kept;
        }
        return groups.expand(units);
    }

    private static float[] masked(Network network, Mask mask, long seed) {
        float[] weights = Fixtures.weights(network, seed);
        mask.apply(weights);
        return weights;
    }

    private static boolean hasUnits(Network network) {
        return network.weighted().stream()
                .filter(node -> !node.equals(network.classifier()))
                .anyMatch(node -> !node.weight().orElseThrow().isDepthwise());
    }

    @Test
    void masksAndCutsUnitsToTheSameLogits() {
        Map<Class<?>, Integer> cut = new HashMap<>();
        networks().filter(RandomNetworksTest::hasUnits).forEach(network -> {
            RandomKey key = RandomKey.of(network.parameters());
            float[] weights = masked(network, someUnits(network, key), 3);
            Compaction compaction = Compaction.of(network, weights);
            Dataset data = Fixtures.data(network, 3, 4);
            float[] small = Inference.logits(compaction.network(), compaction.gather(weights), data);
            float[] whole = Inference.logits(network, weights, data);
            compare(network, Alike.doubles(small), Alike.doubles(whole), 1e-4);
            countOperators(network, compaction.network(), cut);
        });
        assertThat(cut.keySet())
                .as("operators in networks that got smaller: %s", cut)
                .containsExactlyInAnyOrderElementsOf(SealedTypes.of(Op.class).toList());
        assertThat(cut.values()).allMatch(networks -> networks >= 10);
    }

    private static void countOperators(Network network, Network small, Map<Class<?>, Integer> cut) {
        if (small.parameters() < network.parameters()) {
            network.nodes().stream()
                    .map(node -> node.op().getClass())
                    .distinct()
                    .forEach(op -> cut.merge(op, 1, Integer::sum));
        }
    }

    /** Whatever numbers training gives to what is kept, the network that it trains computes the same. */
    @Test
    void trainsWithoutDeadUnitsWhateverTheWeightsBecome() {
        networks().filter(RandomNetworksTest::hasUnits).forEach(network -> {
            RandomKey key = RandomKey.of(network.parameters());
            Mask mask = someUnits(network, key).and(Samples.halfMask(network, network.parameters()));
            CompactNetwork remainder = CompactNetwork.of(network, mask);
            for (int seed = 0; seed < 3; seed++) {
                float[] weights = masked(network, mask, seed);
                double[] example = IntStream.range(0, network.input().elements())
                        .mapToDouble(key.with(seed)::gaussian)
                        .toArray();
                compare(
                        network,
                        ReferenceForward.logits(remainder.network(), remainder.gather(weights), example),
                        ReferenceForward.logits(network, weights, example),
                        1e-9);
            }
        });
    }

    @Test
    void scoresUnitsByEveryCriterion() {
        List<Network> some = networks()
                .filter(RandomNetworksTest::hasUnits)
                .skip(40)
                .limit(60)
                .toList();
        for (Criterion criterion : ServiceLoader.load(Criterion.class)) {
            for (Network network : some) {
                Groups groups = Groups.of(network, new Granularity.Unit(), OutputLayerPolicy.PRUNE);
                Dataset data = Fixtures.data(network, 4, 4);
                TorchNetworkView view = new TorchNetworkView(
                        network,
                        Fixtures.weights(network, 3),
                        data,
                        new LossFunction.CrossEntropy(),
                        RandomKey.of(5),
                        new int[] {0, 1, 2, 3});
                assertThat(criterion.score(view, groups))
                        .as("%s of %s", criterion, network.nodes())
                        .hasSize(groups.count())
                        .matches(scores -> Arrays.stream(scores).allMatch(Double::isFinite));
            }
        }
    }

    private static void compare(Network network, double[] actual, double[] expected, double tolerance) {
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i])
                    .as("%s", List.of(network.nodes()))
                    .isCloseTo(expected[i], within(tolerance * Math.max(1, Math.abs(expected[i]))));
        }
    }
}
