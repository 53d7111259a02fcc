package io.espalier.prune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.network.Network;
import io.espalier.network.compact.LiveUnits;
import io.espalier.random.RandomKey;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

@Tag("slow")
class SelectionLawsTest extends GroupsLaws {
    private static int halfUp(double x) {
        return (int) Math.floor(x + 0.5 + 1e-9);
    }

    @Property
    void globalScopeRemovesExactlyKLowestByScoreThenIndex(
            @ForAll("groups") Groups groups,
            @ForAll @DoubleRange(max = 0.99) double sparsity,
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 5) int values) {
        double[] scores = tied(groups, seed, values);
        Mask mask = new Selection(groups, new Scope.Global(), new PruneAmount.Target(sparsity), 0)
                .select(scores, full(groups));
        boolean[] expected = new boolean[groups.count()];
        Arrays.fill(expected, true);
        IntStream.range(0, groups.count())
                .boxed()
                .sorted(Comparator.comparingDouble(g -> scores[g]))
                .limit(halfUp(sparsity * groups.count()))
                .forEach(g -> expected[g] = false);
        assertThat(mask).isEqualTo(groups.expand(expected));
    }

    @Property
    void theTotalIsExactAndNoLayerFallsBelowTheFloor(
            @ForAll("groups") Groups groups,
            @ForAll @DoubleRange(max = 0.99) double sparsity,
            @ForAll @IntRange(max = 6) int floor,
            @ForAll boolean erk,
            @ForAll long seed) {
        Scope scope = erk ? new Scope.Erk() : new Scope.Global();
        Selection selection = new Selection(groups, scope, new PruneAmount.Target(sparsity), floor);
        int keep = groups.count() - halfUp(sparsity * groups.count());
        int least = groups.layers().stream()
                .mapToInt(layer -> Math.min(floor, layer.count()))
                .sum();
        if (keep < least) {
            assertThatThrownBy(() -> selection.requireFeasible(groups.counts()))
                    .isInstanceOf(UnreachableSparsityException.class)
                    .hasMessageContaining("at least " + least + " of " + groups.count());
        } else {
            boolean[] kept = selection.keep(tied(groups, seed, 3), all(groups));
            assertThat(IntStream.range(0, kept.length).filter(g -> kept[g]).count())
                    .isEqualTo(keep);
            for (Groups.Layer layer : groups.layers()) {
                assertThat(count(kept, layer)).isGreaterThanOrEqualTo(Math.min(floor, layer.count()));
            }
        }
    }

    private static boolean[] all(Groups groups) {
        boolean[] all = new boolean[groups.count()];
        Arrays.fill(all, true);
        return all;
    }

    @Property
    void layerScopeTakesTheSamePartOfEveryLayer(
            @ForAll("groups") Groups groups, @ForAll @DoubleRange(max = 0.99) double sparsity, @ForAll long seed) {
        boolean[] kept = new Selection(groups, new Scope.Layer(), new PruneAmount.Target(sparsity), 0)
                .keep(tied(groups, seed, 3), all(groups));
        for (Groups.Layer layer : groups.layers()) {
            assertThat(layer.count() - count(kept, layer)).isEqualTo(halfUp(sparsity * layer.count()));
        }
    }

    @Property
    void aHigherSparsityKeepsASubset(
            @ForAll("groups") Groups groups,
            @ForAll @DoubleRange(max = 0.9) double one,
            @ForAll @DoubleRange(max = 0.9) double other,
            @ForAll @IntRange(max = 1) int floor,
            @ForAll long seed) {
        double[] scores = tied(groups, seed, 4);
        Mask lower = select(groups, Math.min(one, other), floor, scores);
        Mask higher = select(groups, Math.max(one, other), floor, scores);
        assertThat(higher.and(lower)).isEqualTo(higher);
    }

    @Property
    void steppingToATargetEndsAtTheTarget(
            @ForAll("groups") Groups groups,
            @ForAll SparsitySchedule schedule,
            @ForAll @IntRange(min = 1, max = 8) int rounds,
            @ForAll @DoubleRange(max = 0.9) double sparsity,
            @ForAll long seed) {
        boolean[] kept = all(groups);
        for (int round = 1; round <= rounds; round++) {
            PruneAmount amount = new PruneAmount.Target(schedule.at(round, rounds, sparsity));
            kept = new Selection(groups, new Scope.Global(), amount, 0).keep(tied(groups, seed + round, 3), kept);
        }
        boolean[] last = kept;
        assertThat((int) IntStream.range(0, last.length).filter(g -> last[g]).count())
                .isEqualTo(groups.count() - halfUp(sparsity * groups.count()));
    }

    @Property(tries = 20)
    void erkDensitiesAreInProportionUnlessCapped(@ForAll @DoubleRange(min = 0.1, max = 0.99) double sparsity) {
        Groups groups = Groups.of(Nets.lenet300(), new Granularity.Weight(), OutputLayerPolicy.PRUNE);
        boolean[] kept = new Selection(groups, new Scope.Erk(), new PruneAmount.Target(sparsity), 0)
                .keep(new double[groups.count()], all(groups));
        List<Groups.Layer> layers = groups.layers();
        double first = count(kept, layers.get(0)) / 1084.0;
        double second = count(kept, layers.get(1)) / 400.0;
        if (count(kept, layers.get(1)) < layers.get(1).count()) {
            assertThat(Math.abs(first - second)).isLessThan(1 / 400.0 + 1 / 1084.0);
        }
    }

    @Property
    void aPatternHoldsInEveryRun(
            @ForAll @IntRange(min = 1, max = 3) int n, @ForAll long seed, @ForAll MaskPlacement placement) {
        Groups groups = Groups.of(Nets.mlp(8, 4, 4), new Granularity.NOfM(n, 4), OutputLayerPolicy.PRUNE);
        Selection selection = new Selection(groups, new Scope.Layer(), INHERENT, 1);
        Mask mask = selection.select(tied(groups, seed, 3), full(groups), placement, RandomKey.of(seed));
        boolean[] kept = groups.alive(mask);
        for (int run = 0; run < groups.count(); run += 4) {
            assertThat(IntStream.range(run, run + 4).filter(g -> kept[g]).count())
                    .isEqualTo(n);
        }
        assertThat(selection.select(tied(groups, seed + 1, 3), mask))
                .as("a pattern is kept")
                .isEqualTo(mask);
    }

    @Property(tries = 200)
    void theChannelsOfEveryLayerAreAMultiple(
            @ForAll @DoubleRange(max = 0.7) double sparsity,
            @ForAll @IntRange(min = 2, max = 5) int multiple,
            @ForAll boolean residual,
            @ForAll long seed) {
        Network network = residual ? Nets.residualWithHiddenLayer() : Nets.conv();
        Groups groups = Groups.of(network, new Granularity.Unit(), OutputLayerPolicy.PRUNE);
        PruneAmount amount = new PruneAmount.Fraction(sparsity, Map.of());
        double[] scores = tied(groups, seed, 7);
        boolean[] least = new Selection(groups, new Scope.Global(), amount, 1).keep(scores, all(groups));
        Mask mask = new Selection(groups, new Scope.Global(), amount, new LayerBounds(1, null, multiple))
                .select(scores, full(groups));
        boolean[] kept = groups.alive(mask);
        float[] ones = new float[network.layout().size()];
        Arrays.fill(ones, 1);
        mask.apply(ones);
        LiveUnits live = LiveUnits.of(network, ones);
        for (Groups.Layer layer : groups.layers()) {
            int channels = live.count(layer.node().name());
            assertThat(channels % multiple == 0 || channels == layer.count())
                    .as("%d channels of %s", channels, layer.node().name())
                    .isTrue();
        }
        assertThat(IntStream.range(0, kept.length).filter(g -> least[g])).allMatch(g -> kept[g]);
    }

    @Property
    void plannedCountsAreExactInTotalAndWhereLayersDoNotCompete(
            @ForAll("groups") Groups groups, @ForAll @DoubleRange(max = 0.6) double fraction, @ForAll long seed) {
        for (Scope scope : List.of(new Scope.Global(), new Scope.Layer(), new Scope.Erk(), new Scope.SmartRatio())) {
            Selection selection = new Selection(groups, scope, new PruneAmount.Fraction(fraction, Map.of()), 0);
            int[] planned = groups.counts();
            boolean[] kept = all(groups);
            for (int round = 0; round < 3; round++) {
                planned = selection.planned(planned);
                kept = selection.keep(tied(groups, seed, 100), kept);
                assertThat(Arrays.stream(planned).sum()).isEqualTo(count(kept));
                for (int i = 0; i < planned.length && scope instanceof Scope.Layer; i++) {
                    assertThat(planned[i]).isEqualTo(count(kept, groups.layers().get(i)));
                }
            }
        }
    }

    @Property
    void plannedCountsStayAboveTheFloor(
            @ForAll("groups") Groups groups,
            @ForAll @DoubleRange(min = 0.5, max = 0.99) double sparsity,
            @ForAll @IntRange(max = 6) int floor) {
        for (Scope scope : List.of(new Scope.Global(), new Scope.Layer(), new Scope.Erk(), new Scope.SmartRatio())) {
            int[] planned =
                    new Selection(groups, scope, new PruneAmount.Target(sparsity), floor).planned(groups.counts());
            for (int i = 0; i < planned.length; i++) {
                int count = groups.layers().get(i).count();
                assertThat(planned[i]).isBetween(Math.min(floor, count), count);
            }
        }
    }

    @Property
    void apportioningSumsToTheTotalWithinBounds(
            @ForAll @IntRange(max = 60) int total, @ForAll @IntRange(min = 1, max = 6) int parts, @ForAll long seed) {
        RandomKey key = RandomKey.of(seed);
        double[] weights = IntStream.range(0, parts)
                .mapToDouble(i -> 0.01 + key.uniform(i))
                .toArray();
        int[] least = IntStream.range(0, parts).map(i -> key.index(100 + i, 4)).toArray();
        int[] most = IntStream.range(0, parts)
                .map(i -> least[i] + key.index(200 + i, 20))
                .toArray();
        int[] shares = new LargestRemainder(weights, least, most).of(total);
        for (int i = 0; i < parts; i++) {
            assertThat(shares[i]).isBetween(least[i], most[i]);
        }
        int reachable = Math.max(
                Arrays.stream(least).sum(), Math.min(Arrays.stream(most).sum(), total));
        assertThat(Arrays.stream(shares).sum()).isEqualTo(reachable);
    }
}
