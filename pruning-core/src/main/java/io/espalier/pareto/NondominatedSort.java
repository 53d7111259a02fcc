package io.espalier.pareto;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits points into ranks: the first is the {@linkplain ParetoFront front}, the next the front of what remains, and so
 * on. Efficient non-dominated sort with binary search (Zhang, Tian, Cheng and Jin 2015): in lexicographic order, each
 * point joins the first rank of which no member dominates it.
 */
public final class NondominatedSort {
    private NondominatedSort() {}

    /** Indices of the points of each rank, ascending, best rank first. */
    public static List<int[]> of(Points points) {
        List<List<Integer>> ranks = new ArrayList<>();
        for (int point : points.lexicographic()) {
            int rank = rankOf(point, ranks, points);
            if (rank == ranks.size()) {
                ranks.add(new ArrayList<>());
            }
            ranks.get(rank).add(point);
        }
        return ranks.stream()
                .map(rank -> rank.stream().mapToInt(i -> i).sorted().toArray())
                .toList();
    }

    private static int rankOf(int point, List<List<Integer>> ranks, Points points) {
        int low = 0;
        int high = ranks.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (dominates(ranks.get(middle), point, points)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Latest first; with two objectives only the latest member can be the first to dominate. */
    private static boolean dominates(List<Integer> rank, int point, Points points) {
        int oldest = points.dimensions() <= 2 ? rank.size() - 1 : 0;
        for (int i = rank.size() - 1; i >= oldest; i--) {
            if (points.dominates(rank.get(i), point)) {
                return true;
            }
        }
        return false;
    }
}
