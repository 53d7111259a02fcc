package io.espalier.pareto.index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Splits points into ranks: the first is the {@linkplain ParetoFront front}, the next the front of what remains, and so
 * on. Efficient non-dominated sort with binary search (Zhang, Tian, Cheng and Jin 2015): in lexicographic order, each
 * point joins the first rank of which no member dominates it; a {@link RankIndex} tells.
 */
public final class NondominatedSort {
    private final RankIndex index;
    private final List<Integer> roots = new ArrayList<>();

    private NondominatedSort(Points points, int[] members) {
        this.index = new RankIndex(points, members);
    }

    /** Indices of the points of each rank, ascending, best rank first. */
    public static List<int[]> of(Points points) {
        int[] numbers = numbers(points);
        int[] sizes = new int[Arrays.stream(numbers).max().orElse(0)];
        Arrays.stream(numbers).filter(rank -> rank > 0).forEach(rank -> sizes[rank - 1]++);
        List<int[]> ranks = Arrays.stream(sizes).mapToObj(int[]::new).toList();
        for (int point = numbers.length - 1; point >= 0; point--) {
            if (numbers[point] > 0) {
                int rank = numbers[point] - 1;
                ranks.get(rank)[--sizes[rank]] = point;
            }
        }
        return ranks;
    }

    /** The rank of each point: 1 for the front, 0 for a point that is not finite. */
    public static int[] numbers(Points points) {
        int[] numbers = new int[points.size()];
        int[] order = points.lexicographic();
        NondominatedSort sort = new NondominatedSort(points, order);
        for (int i = 0; i < order.length; i++) {
            boolean again = i > 0 && points.areEqual(order[i - 1], order[i]);
            numbers[order[i]] = again ? numbers[order[i - 1]] : sort.join(order[i]);
        }
        return numbers;
    }

    private int join(int point) {
        int rank = rankOf(point);
        if (rank == roots.size()) {
            roots.add(index.newRank());
        }
        index.add(roots.get(rank), point);
        return rank + 1;
    }

    /** By bisection: what a member of one rank dominates, a member of every rank before it dominates too. */
    private int rankOf(int point) {
        int low = 0;
        int high = roots.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (index.dominates(roots.get(middle), point)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
