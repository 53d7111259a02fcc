package io.espalier.prune;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Says which groups compete and for how many places: a selection applied to the groups that are still there. */
final class LayerBudgets {
    private final Selection selection;
    private final List<Groups.Layer> layers;
    private final List<GroupRange> ranges;
    private final int[] present;

    /** @param present groups of each layer that are still there */
    LayerBudgets(Selection selection, int[] present) {
        this.selection = selection;
        this.present = present;
        this.layers = selection.groups().layers();
        this.ranges = IntStream.range(0, present.length)
                .mapToObj(
                        i -> new GroupRange(layers.get(i).first(), layers.get(i).end(), least(i)))
                .toList();
    }

    /** @throws UnreachableSparsityException if the floors together keep more than is asked for */
    List<RankingPool> pools() {
        if (selection.groups().granularity() instanceof Granularity.NOfM pattern) {
            return selection.groups().ranges().stream()
                    .map(run -> RankingPool.of(run, pattern.n()))
                    .toList();
        }
        requireReachable();
        return allotted();
    }

    private void requireReachable() {
        int least = Arrays.stream(floors()).sum();
        int asked = selection.scope().dividesTotal()
                ? total()
                : allotted().stream().mapToInt(RankingPool::keep).sum();
        if (asked < least) {
            throw new UnreachableSparsityException(
                    selection.amount().goal(),
                    selection.bounds().text(),
                    layers.size(),
                    least,
                    selection.groups().count());
        }
    }

    private List<RankingPool> allotted() {
        if (selection.scope() instanceof Scope.Global) {
            return global();
        }
        if (selection.scope() instanceof Scope.SmartRatio) {
            return eachLayer(smartRatios());
        }
        return eachLayer(selection.scope() instanceof Scope.Erk ? erk() : own());
    }

    /** One contest of all layers, save those with a fraction of their own. */
    private List<RankingPool> global() {
        List<RankingPool> pools = new ArrayList<>();
        List<GroupRange> shared = new ArrayList<>();
        int left = 0;
        for (int i = 0; i < ranges.size(); i++) {
            PruneAmount own = selection.amount(layers.get(i));
            if (own.equals(selection.amount())) {
                shared.add(ranges.get(i));
                left += present[i];
            } else {
                pools.add(RankingPool.of(ranges.get(i), own.keep(layers.get(i).count(), present[i])));
            }
        }
        int groups = shared.stream().mapToInt(GroupRange::size).sum();
        pools.add(new RankingPool(shared, selection.amount().keep(groups, left)));
        return pools;
    }

    /** How many groups of each layer stay, never below the floor; where layers compete, as if each lost the same part. */
    int[] planned() {
        if (selection.groups().granularity() instanceof Granularity.NOfM pattern) {
            return IntStream.range(0, present.length)
                    .map(i -> Math.min(
                            present[i], pattern.keptOf(layers.get(i).slot().parameter())))
                    .toArray();
        }
        int[] planned = new int[present.length];
        for (RankingPool pool : allotted()) {
            int[] in = pool.ranges().stream().mapToInt(ranges::indexOf).toArray();
            double[] weights =
                    Arrays.stream(in).mapToDouble(i -> Math.max(1, present[i])).toArray();
            int[] shares = new LargestRemainder(weights, at(in, floors()), at(in, present)).of(pool.keep());
            for (int i = 0; i < in.length; i++) {
                planned[in[i]] = selection.bounds().roundedUp(shares[i], present[in[i]]);
            }
        }
        return planned;
    }

    private static int[] at(int[] places, int[] values) {
        return Arrays.stream(places).map(i -> values[i]).toArray();
    }

    private List<RankingPool> eachLayer(int[] keep) {
        return IntStream.range(0, keep.length)
                .mapToObj(i -> RankingPool.of(ranges.get(i), keep[i]))
                .toList();
    }

    private int[] own() {
        return IntStream.range(0, ranges.size())
                .map(i -> selection.amount(layers.get(i)).keep(layers.get(i).count(), present[i]))
                .toArray();
    }

    private int total() {
        return selection
                .amount()
                .keep(selection.groups().count(), Arrays.stream(present).sum());
    }

    private int[] erk() {
        double[] weights = layers.stream()
                .mapToDouble(layer ->
                        layer.count() * erkDensity(layer.slot().parameter().dims()))
                .toArray();
        return new LargestRemainder(weights, floors(), present).of(total());
    }

    private static double erkDensity(List<Integer> dims) {
        double sum = dims.stream().mapToInt(d -> d).sum();
        return sum / dims.stream().mapToDouble(d -> d).reduce(1, (a, b) -> a * b);
    }

    private int[] smartRatios() {
        int count = layers.size();
        int[] least = floors();
        int[] most = present.clone();
        if (layers.get(count - 1).node().equals(selection.groups().network().classifier())) {
            int others = Arrays.stream(least, 0, count - 1).sum();
            int ofLast = (int)
                    Math.round(Scope.SmartRatio.LAST * layers.get(count - 1).count());
            int last = Math.max(least[count - 1], Math.min(Math.min(ofLast, total() - others), present[count - 1]));
            least[count - 1] = last;
            most[count - 1] = last;
        }
        double[] weights = IntStream.range(0, count)
                .mapToDouble(i -> layers.get(i).count() * Scope.SmartRatio.density(i + 1, count))
                .toArray();
        return new LargestRemainder(weights, least, most).of(total());
    }

    private int[] floors() {
        return IntStream.range(0, present.length).map(this::least).toArray();
    }

    private int least(int layer) {
        return selection.bounds().least(layers.get(layer).count(), present[layer]);
    }
}
