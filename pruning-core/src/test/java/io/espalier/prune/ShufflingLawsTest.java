package io.espalier.prune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.espalier.random.RandomKey;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

@Tag("slow")
class ShufflingLawsTest extends GroupsLaws {
    @Property
    void shufflingKeepsTheCountOfEveryLayer(
            @ForAll("groups") Groups groups, @ForAll @DoubleRange(max = 0.4) double sparsity, @ForAll long seed) {
        double[] scores = tied(groups, seed, 7);
        Mask before = select(groups, sparsity / 2, 1, scores);
        Selection selection = new Selection(groups, new Scope.Layer(), new PruneAmount.Fraction(sparsity, Map.of()), 1);
        RandomKey key = RandomKey.of(seed);
        boolean[] chosen = groups.alive(selection.select(scores, before, MaskPlacement.CHOSEN, key));
        boolean[] shuffled = groups.alive(selection.select(scores, before, MaskPlacement.SHUFFLED, key));
        for (Groups.Layer layer : groups.layers()) {
            assertThat(count(shuffled, layer)).isEqualTo(count(chosen, layer));
        }
    }

    @Property
    void shufflingDrawsFromTheWholeLayerWhateverEarlierRoundsLeft(
            @ForAll @IntRange(min = 1, max = 3) int rounds, @ForAll boolean neurons, @ForAll long seed) {
        Granularity granularity = neurons ? new Granularity.Neuron() : new Granularity.Weight();
        Groups groups = Groups.of(Nets.mlp(20, 40, 30, 4), granularity, OutputLayerPolicy.KEEP);
        Selection selection = new Selection(groups, new Scope.Global(), new PruneAmount.Fraction(0.4, Map.of()), 1);
        double[] scores = tied(groups, seed, 1000);
        Mask before = full(groups);
        for (int round = 0; round < rounds; round++) {
            before = selection.select(scores, before);
        }
        boolean[] old = groups.alive(before);
        boolean[] shuffled = groups.alive(selection.select(scores, before, MaskPlacement.SHUFFLED, RandomKey.of(seed)));
        for (Groups.Layer layer : groups.layers()) {
            double gone = 1 - (double) count(old, layer) / layer.count();
            double expected = gone * count(shuffled, layer);
            long back = IntStream.range(layer.first(), layer.end())
                    .filter(g -> shuffled[g] && !old[g])
                    .count();
            assertThat((double) back).isCloseTo(expected, within(5 * Math.sqrt(expected) + 1));
        }
    }

    @Property
    void shufflingStaysAmongWhatAStepOfAnotherGranularityLeft(@ForAll long seed) {
        Groups neurons = Groups.of(Nets.mlp(20, 40, 30, 4), new Granularity.Neuron(), OutputLayerPolicy.PRUNE);
        Groups weights = Groups.of(neurons.network(), new Granularity.Weight(), OutputLayerPolicy.PRUNE);
        Mask before = select(neurons, 0.5, 1, tied(neurons, seed, 1000));
        Selection selection = new Selection(weights, new Scope.Layer(), new PruneAmount.Fraction(0.5, Map.of()), 1);
        Mask after = selection.select(tied(weights, seed, 1000), before, MaskPlacement.SHUFFLED, RandomKey.of(seed));
        assertThat(after.and(before)).isEqualTo(after);
        assertThat(after).isNotEqualTo(selection.select(tied(weights, seed, 1000), before));
    }

    @Property(tries = 50)
    void shufflingIsAPermutationThatDiffers(@ForAll long seed) {
        Groups groups = Groups.of(Nets.mlp(20, 10, 4), new Granularity.Weight(), OutputLayerPolicy.PRUNE);
        Selection selection = new Selection(groups, new Scope.Global(), new PruneAmount.Target(0.5), 1);
        double[] scores = tied(groups, seed, 1000);
        Mask chosen = selection.select(scores, full(groups));
        Mask shuffled = selection.select(scores, full(groups), MaskPlacement.SHUFFLED, RandomKey.of(seed));
        assertThat(shuffled).isNotEqualTo(chosen);
        assertThat(selection.select(scores, full(groups), MaskPlacement.SHUFFLED, RandomKey.of(seed)))
                .isEqualTo(shuffled);
        assertThat(selection.select(scores, full(groups), MaskPlacement.SHUFFLED, RandomKey.of(seed + 1)))
                .isNotEqualTo(shuffled);
    }
}
