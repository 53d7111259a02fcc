package io.espalier.prune;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Says which groups compete and for how many places: a selection applied to the groups that are still there. */
final class Allotment {
    private final Selection selection;
    private final List<Groups.Layer> layers;
    private final List<Lane> lanes;
    private final int[] present;
    private final boolean[] alive;

    Allotment(Selection selection, boolean[] alive) {
        this.selection = selection;
        this.alive = alive;
        this.layers = selection.groups().layers();
        this.lanes = layers.stream()
                .map(layer -> new Lane(layer.first(), layer.end(), selection.floor()))
                .toList();
        this.present = lanes.stream().mapToInt(lane -> lane.count(alive)).toArray();
    }

    /** @throws UnreachableSparsityException if the floors together keep more than is asked for */
    List<Contest> contests() {
        if (selection.groups().granularity() instanceof Granularity.NOfM pattern) {
            return selection.groups().lanes().stream()
                    .map(run -> Contest.of(run, pattern.n()))
                    .toList();
        }
        if (selection.scope() instanceof Scope.Global) {
            return global();
        }
        return eachLayer(selection.scope() instanceof Scope.Erk ? erk() : own());
    }

    /** One contest of all layers, save those with a fraction of their own. */
    private List<Contest> global() {
        List<Contest> contests = new ArrayList<>();
        List<Lane> shared = new ArrayList<>();
        for (int i = 0; i < lanes.size(); i++) {
            Amount own = selection.amount(layers.get(i));
            if (own.equals(selection.amount())) {
                shared.add(lanes.get(i));
            } else {
                contests.add(Contest.of(lanes.get(i), own.keep(layers.get(i).count(), present[i])));
            }
        }
        int groups = shared.stream().mapToInt(Lane::size).sum();
        int left = shared.stream().mapToInt(lane -> lane.count(alive)).sum();
        contests.add(new Contest(shared, selection.amount().keep(groups, left)));
        requireReachable(contests.stream().mapToInt(Contest::keep).sum());
        return contests;
    }

    private List<Contest> eachLayer(int[] keep) {
        return IntStream.range(0, keep.length)
                .mapToObj(i -> Contest.of(lanes.get(i), keep[i]))
                .toList();
    }

    private int[] own() {
        int[] keep = IntStream.range(0, lanes.size())
                .map(i -> selection.amount(layers.get(i)).keep(layers.get(i).count(), present[i]))
                .toArray();
        requireReachable(Arrays.stream(keep).sum());
        return keep;
    }

    private int[] erk() {
        int total = selection.amount().keep(alive.length, Arrays.stream(present).sum());
        requireReachable(total);
        double[] weights = layers.stream()
                .mapToDouble(layer ->
                        layer.count() * erkDensity(layer.slot().parameter().dims()))
                .toArray();
        return new Apportionment(weights, floors(), present).of(total);
    }

    private static double erkDensity(List<Integer> dims) {
        double sum = dims.stream().mapToInt(d -> d).sum();
        return sum / dims.stream().mapToDouble(d -> d).reduce(1, (a, b) -> a * b);
    }

    private int[] floors() {
        return Arrays.stream(present).map(n -> Math.min(n, selection.floor())).toArray();
    }

    private void requireReachable(int keep) {
        int least = Arrays.stream(floors()).sum();
        if (keep < least) {
            throw new UnreachableSparsityException(
                    selection.amount().goal(), selection.floor(), layers.size(), least, alive.length);
        }
    }
}
