package io.espalier.prune;

import io.espalier.network.Network;
import io.espalier.random.RandomKey;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Provide;

/** Groups of random networks, and their scores. */
abstract class GroupsLaws {
    static final PruneAmount INHERENT = new PruneAmount.Inherent();

    @Provide
    Arbitrary<Groups> groups() {
        Arbitrary<Integer> edge = Arbitraries.integers().between(1, 5);
        Arbitrary<Granularity> tiles = edge.tuple2().map(e -> new Granularity.Block(e.get1(), e.get2()));
        Arbitrary<Granularity> others = Arbitraries.of(
                new Granularity.Weight(), new Granularity.Neuron(), new Granularity.Filter(), new Granularity.Unit());
        Arbitrary<Network> networks = Arbitraries.of(Nets.conv(), Nets.residualWithHiddenLayer());
        return networks.flatMap(network -> Arbitraries.oneOf(tiles, others)
                .flatMap(granularity -> Arbitraries.of(OutputLayerPolicy.class)
                        .map(classifier -> Groups.of(network, granularity, classifier))));
    }

    /** Few distinct values, so that most scores tie. */
    static double[] tied(Groups groups, long seed, int values) {
        return IntStream.range(0, groups.count())
                .mapToDouble(g -> RandomKey.of(seed).index(g, values))
                .toArray();
    }

    static Mask full(Groups groups) {
        return Mask.full(groups.network().layout());
    }

    static int count(boolean[] kept, Groups.Layer layer) {
        return (int)
                IntStream.range(layer.first(), layer.end()).filter(g -> kept[g]).count();
    }

    static Mask select(Groups groups, double sparsity, int floor, double[] scores) {
        int least = floor * groups.layers().size();
        double reachable = Math.min(sparsity, 1 - (double) least / groups.count());
        return new Selection(groups, new Scope.Global(), new PruneAmount.Target(reachable), floor)
                .select(scores, full(groups));
    }

    static int count(boolean[] kept) {
        return (int) IntStream.range(0, kept.length).filter(g -> kept[g]).count();
    }
}
