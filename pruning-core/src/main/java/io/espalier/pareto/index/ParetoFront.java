package io.espalier.pareto.index;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The exact set of points that no other point dominates. Equal points are all members.
 *
 * <p>One or two objectives: a sweep in lexicographic order, O(n log n). Three or more: every point that a
 * {@link EliminationFilter} lets through is looked up in a {@link DominanceTree} of them; that is fast both when the front is small
 * and when every point is a member, where filters that compare with each member found so far turn quadratic.
 */
public final class ParetoFront {
    private ParetoFront() {}

    /** Indices of the members, ascending. */
    public static int[] of(Points points) {
        return points.dimensions() <= 2
                ? sweep(points)
                : search(points, EliminationFilter.thin(points, points.finite()));
    }

    /** In two dimensions the member found last has the least second coordinate: if any point dominates, it does. */
    private static int[] sweep(Points points) {
        IntStream.Builder members = IntStream.builder();
        int[] order = points.lexicographic();
        int last = order.length == 0 ? 0 : order[0];
        for (int point : order) {
            if (!points.dominates(last, point)) {
                members.add(point);
                last = point;
            }
        }
        return members.build().sorted().toArray();
    }

    private static int[] search(Points points, int[] candidates) {
        DominanceTree tree = new DominanceTree(points, candidates);
        return Arrays.stream(candidates)
                .parallel()
                .filter(point -> !tree.dominates(point))
                .toArray();
    }
}
