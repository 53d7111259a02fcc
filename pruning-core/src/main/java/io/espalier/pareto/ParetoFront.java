package io.espalier.pareto;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The exact set of points that no other point dominates. Equal points are all members.
 *
 * <p>One or two objectives: a sweep in lexicographic order, O(n log n). Three or more: every point is looked up in a
 * {@link DominanceTree}; that is fast both when the front is small and when every point is a member, where filters that
 * compare with each member found so far turn quadratic. Of many points, those that the front of a sample dominates are
 * dropped before the tree is built.
 */
public final class ParetoFront {
    private static final int FEW = 1000;
    private static final int SAMPLE_OF = 16;

    private ParetoFront() {}

    /** Indices of the members, ascending. */
    public static int[] of(Points points) {
        return points.dimensions() <= 2 ? sweep(points) : search(points, points.finite());
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

    private static int[] search(Points points, int[] members) {
        int[] left = members;
        if (members.length > FEW) {
            left = notDominated(points, search(points, every(SAMPLE_OF, members)), members);
        }
        return notDominated(points, left, left);
    }

    private static int[] notDominated(Points points, int[] by, int[] candidates) {
        DominanceTree tree = new DominanceTree(points, by);
        return Arrays.stream(candidates)
                .parallel()
                .filter(point -> !tree.dominates(point))
                .toArray();
    }

    private static int[] every(int step, int[] members) {
        return IntStream.range(0, members.length / step)
                .map(i -> members[i * step])
                .toArray();
    }
}
