package io.espalier.criterion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.espalier.network.Network;
import io.espalier.prune.Granularity;
import io.espalier.prune.Groups;
import io.espalier.prune.Nets;
import io.espalier.prune.OutputLayerPolicy;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SmallWorldTest {
    private final Network network = Nets.mlp(8, 8, 2);
    private final Groups weights = Groups.of(network, new Granularity.Weight(), OutputLayerPolicy.PRUNE);

    private double[] scores(double rewire, Groups groups) {
        return new SmallWorld(rewire).score(Fixtures.view(network, 1), groups);
    }

    /** Without shortcuts it is a ring: of 8 units and 8 inputs each pair is as far apart as around the ring. */
    @Test
    void neighboursComeFirst() {
        double[] scores = scores(0, weights);
        for (int unit = 0; unit < 8; unit++) {
            for (int input = 0; input < 8; input++) {
                int apart = Math.abs(unit - input);
                assertThat(scores[8 * unit + input]).isCloseTo(-Math.min(apart, 8 - apart) / 8.0, within(1e-12));
            }
        }
    }

    /** Of a block of 2x2 on the diagonal two weights are at 0 and two a step away. */
    @Test
    void blocksHaveTheMeanOfTheirWeights() {
        Groups blocks = Groups.of(network, new Granularity.Block(2, 2), OutputLayerPolicy.PRUNE);
        assertThat(scores(0, blocks)[0]).isCloseTo(-1 / 16.0, within(1e-12));
        assertThat(scores(0, blocks)[2]).isCloseTo(-(0.5 + 0.375 + 0.375 + 0.5) / 4, within(1e-12));
    }

    @Test
    void shortcutsAreAsManyAsTheirChance() {
        Network wide = Nets.mlp(100, 100, 2);
        Groups groups = Groups.of(wide, new Granularity.Weight(), OutputLayerPolicy.PRUNE);
        NetworkView view = Fixtures.view(wide, 1);
        double[] ring = new SmallWorld(0).score(view, groups);
        double[] small = new SmallWorld(0.1).score(view, groups);
        assertThat(IntStream.range(0, 10_000).filter(i -> ring[i] != small[i]).count())
                .isBetween(900L, 1100L);
        assertThat(IntStream.range(0, 10_000)).allMatch(i -> small[i] >= -0.5 && small[i] <= 0);
    }
}
