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

    /** @param present groups of each layer that are still there */
    Allotment(Selection selection, int[] present) {
        this.selection = selection;
        this.present = present;
        this.layers = selection.groups().layers();
        this.lanes = layers.stream()
                .map(layer -> new Lane(layer.first(), layer.end(), selection.floor()))
                .toList();
    }

    /** @throws UnreachableSparsityException if the floors together keep more than is asked for */
    List<Contest> contests() {
        if (selection.groups().granularity() instanceof Granularity.NOfM pattern) {
            return selection.groups().lanes().stream()
                    .map(run -> Contest.of(run, pattern.n()))
                    .toList();
        }
        requireReachable();
        return allotted();
    }

    private void requireReachable() {
        int least = Arrays.stream(floors()).sum();
        int asked = selection.scope() instanceof Scope.Erk
                ? total()
                : allotted().stream().mapToInt(Contest::keep).sum();
        if (asked < least) {
            throw new UnreachableSparsityException(
                    selection.amount().goal(),
                    selection.floor(),
                    layers.size(),
                    least,
                    selection.groups().count());
        }
    }

    private List<Contest> allotted() {
        if (selection.scope() instanceof Scope.Global) {
            return global();
        }
        return eachLayer(selection.scope() instanceof Scope.Erk ? erk() : own());
    }

    /** One contest of all layers, save those with a fraction of their own. */
    private List<Contest> global() {
        List<Contest> contests = new ArrayList<>();
        List<Lane> shared = new ArrayList<>();
        int left = 0;
        for (int i = 0; i < lanes.size(); i++) {
            Amount own = selection.amount(layers.get(i));
            if (own.equals(selection.amount())) {
                shared.add(lanes.get(i));
                left += present[i];
            } else {
                contests.add(Contest.of(lanes.get(i), own.keep(layers.get(i).count(), present[i])));
            }
        }
        int groups = shared.stream().mapToInt(Lane::size).sum();
        contests.add(new Contest(shared, selection.amount().keep(groups, left)));
        return contests;
    }

    /** How many groups of each layer stay, never below the floor; where layers compete, as if each lost the same part. */
    int[] planned() {
        if (selection.groups().granularity() instanceof Granularity.NOfM pattern) {
            return IntStream.range(0, present.length)
                    .map(i -> Math.min(present[i], layers.get(i).count() / pattern.m() * pattern.n()))
                    .toArray();
        }
        int[] planned = new int[present.length];
        for (Contest contest : allotted()) {
            int[] in = contest.lanes().stream().mapToInt(lanes::indexOf).toArray();
            double[] weights =
                    Arrays.stream(in).mapToDouble(i -> Math.max(1, present[i])).toArray();
            int[] shares = new Apportionment(weights, at(in, floors()), at(in, present)).of(contest.keep());
            for (int i = 0; i < in.length; i++) {
                planned[in[i]] = shares[i];
            }
        }
        return planned;
    }

    private static int[] at(int[] places, int[] values) {
        return Arrays.stream(places).map(i -> values[i]).toArray();
    }

    private List<Contest> eachLayer(int[] keep) {
        return IntStream.range(0, keep.length)
                .mapToObj(i -> Contest.of(lanes.get(i), keep[i]))
                .toList();
    }

    private int[] own() {
        return IntStream.range(0, lanes.size())
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
        return new Apportionment(weights, floors(), present).of(total());
    }

    private static double erkDensity(List<Integer> dims) {
        double sum = dims.stream().mapToInt(d -> d).sum();
        return sum / dims.stream().mapToDouble(d -> d).reduce(1, (a, b) -> a * b);
    }

    private int[] floors() {
        return Arrays.stream(present).map(n -> Math.min(n, selection.floor())).toArray();
    }
}
