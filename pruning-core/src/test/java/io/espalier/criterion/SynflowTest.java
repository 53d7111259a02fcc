package io.espalier.criterion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.espalier.data.Dataset;
import io.espalier.network.Network;
import io.espalier.prune.Granularity;
import io.espalier.prune.Groups;
import io.espalier.prune.Mask;
import io.espalier.prune.Nets;
import io.espalier.prune.OutputLayerPolicy;
import io.espalier.prune.PruneAmount;
import io.espalier.prune.Scope;
import io.espalier.prune.Selection;
import io.espalier.prune.SparsitySchedule;
import io.espalier.random.RandomKey;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SynflowTest {
    private static final Granularity WEIGHT = new Granularity.Weight();

    @ParameterizedTest
    @ValueSource(strings = {"mlp", "conv"})
    void conservesTheFlowThroughEveryLayer(String which) {
        Network deep = which.equals("mlp") ? Nets.mlp(5, 7, 4, 3) : Nets.conv();
        FakeNetworkView fake = Fixtures.view(deep, 5);
        Groups groups = Groups.of(deep, WEIGHT, OutputLayerPolicy.PRUNE);
        double[] scores = new Synflow().score(fake, groups);
        double[] sums = groups.layers().stream()
                .mapToDouble(layer ->
                        Arrays.stream(scores, layer.first(), layer.end()).sum())
                .toArray();
        for (double sum : sums) {
            assertThat(sum / sums[0]).isCloseTo(1, within(1e-5));
        }
    }

    @Test
    void conservesTheFlowThroughEveryHiddenUnit() {
        Network deep = Nets.mlp(5, 7, 4, 3);
        Groups weights = Groups.of(deep, WEIGHT, OutputLayerPolicy.PRUNE);
        double[] scores = new Synflow().score(Fixtures.view(deep, 5), weights);
        Groups.Layer first = weights.layers().get(0);
        Groups.Layer second = weights.layers().get(1);
        for (int unit = 0; unit < 7; unit++) {
            int u = unit;
            double in = IntStream.range(0, 5)
                    .mapToDouble(i -> scores[first.first() + u * 5 + i])
                    .sum();
            double out = IntStream.range(0, 4)
                    .mapToDouble(i -> scores[second.first() + i * 7 + u])
                    .sum();
            assertThat(in).isCloseTo(out, within(1e-5 * in));
        }
    }

    /** The maximal compression of Tanaka et al. 2020: one weight in each layer, and they join to a path. */
    @Test
    void reachesMaximalCompressionWithoutCollapse() {
        Network deep = Nets.mlp(5, 7, 6, 4, 3);
        Groups groups = Groups.of(deep, WEIGHT, OutputLayerPolicy.PRUNE);
        float[] initial = Fixtures.weights(deep, 5);
        Dataset data = Fixtures.data(deep, 1, 1);
        Mask mask = Mask.full(deep.layout());
        double target = 1 - 4.0 / groups.count();
        for (int round = 1; round <= 100; round++) {
            float[] masked = initial.clone();
            mask.apply(masked);
            double[] scores = new Synflow().score(new FakeNetworkView(deep, masked, data, RandomKey.of(1)), groups);
            PruneAmount amount = new PruneAmount.Target(SparsitySchedule.GEOMETRIC.at(round, 100, target));
            mask = new Selection(groups, new Scope.Global(), amount, 0).select(scores, mask);
        }
        Mask last = mask;
        assertThat(groups.layers())
                .allSatisfy(layer -> assertThat(last.kept(layer.slot())).isEqualTo(1));
        mask.apply(initial);
        double[] flow = new FakeNetworkView(deep, initial, data, RandomKey.of(1)).synapticGradient();
        assertThat(Arrays.stream(groups.sum(i -> last.keeps(i) ? flow[i] : 0)).filter(f -> f > 0))
                .hasSize(4);
    }
}
