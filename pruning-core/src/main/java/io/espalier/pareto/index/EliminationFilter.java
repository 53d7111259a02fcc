package io.espalier.pareto.index;

import java.util.Arrays;

/**
 * A few points that dominate most others. Each point is compared with them in turn; one that is dominated drops out, and
 * its dominator moves to the front of the line, where it meets the next point first (Bentley, Clarkson and Levine 1993).
 * One that none of them dominates stays in, and joins them at the front; whoever is last must leave a full line (the
 * elimination filter of Godfrey, Shipley and Gryz 2005). Of points without order, most are dropped after two comparisons;
 * no point costs more than the line is long.
 */
public final class EliminationFilter {
    private static final int LONGEST = 128;

    private final Points points;
    private final int[] line = new int[LONGEST];
    private int length;

    private EliminationFilter(Points points) {
        this.points = points;
    }

    /** The candidates that stay in, in their order: every one that no other dominates, and some more. */
    public static int[] thin(Points points, int[] candidates) {
        EliminationFilter filter = new EliminationFilter(points);
        int[] left = new int[candidates.length];
        int size = 0;
        for (int candidate : candidates) {
            if (filter.lets(candidate)) {
                left[size++] = candidate;
            }
        }
        return Arrays.copyOf(left, size);
    }

    private boolean lets(int candidate) {
        for (int i = 0; i < length; i++) {
            if (points.dominates(line[i], candidate)) {
                lead(line[i], i);
                return false;
            }
        }
        length = Math.min(length + 1, LONGEST);
        lead(candidate, length - 1);
        return true;
    }

    /** Puts a point first; those before place {@code from} fall back by one, and the one there is gone. */
    private void lead(int point, int from) {
        System.arraycopy(line, 0, line, 1, from);
        line[0] = point;
    }
}
