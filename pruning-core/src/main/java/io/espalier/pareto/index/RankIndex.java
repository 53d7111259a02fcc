package io.espalier.pareto.index;

import java.util.Arrays;

/**
 * The ranks of a {@link NondominatedSort} as they grow, each a tree of the points that have joined it. Points must come
 * in lexicographic order, so that the first coordinate need not be looked at any more; equal points must come once.
 *
 * <p>All trees split space alike, at the medians of all points ({@link KdOrder}), and have only the nodes that they need:
 * so they stay balanced whatever joins in whatever order (the idea of ENS-NDT, Gustavsson and Syberfeldt 2018).
 */
final class RankIndex {
    private static final int NONE = -1;
    private static final int LEAF = 8;

    private final Points points;
    private final int compared;
    private final int size;
    private final int[] position;
    private final int[] next;
    private int nodes;
    private int[] low = new int[1024];
    private int[] high = new int[1024];
    private int[] first = new int[1024];
    private int[] count = new int[1024];
    private double[] best;

    /** @param members all points that will be asked for or added */
    RankIndex(Points points, int[] members) {
        this.points = points;
        this.compared = points.dimensions() - 1;
        this.size = members.length;
        this.position = new int[points.size()];
        this.next = new int[points.size()];
        this.best = new double[1024 * compared];
        int[] order = KdOrder.of(points, 1, members);
        for (int i = 0; i < order.length; i++) {
            position[order[i]] = i;
        }
    }

    /** A rank without points, by the number of its tree's root. */
    int newRank() {
        if (nodes == low.length) {
            grow();
        }
        low[nodes] = NONE;
        high[nodes] = NONE;
        first[nodes] = NONE;
        Arrays.fill(best, nodes * compared, (nodes + 1) * compared, Double.POSITIVE_INFINITY);
        return nodes++;
    }

    private void grow() {
        low = Arrays.copyOf(low, 2 * nodes);
        high = Arrays.copyOf(high, 2 * nodes);
        first = Arrays.copyOf(first, 2 * nodes);
        count = Arrays.copyOf(count, 2 * nodes);
        best = Arrays.copyOf(best, 2 * nodes * compared);
    }

    /** Whether a point that has joined the rank dominates this one. */
    boolean dominates(int root, int point) {
        return dominates(root, 0, size, point);
    }

    private boolean dominates(int node, int from, int to, int point) {
        if (node == NONE || !isReached(node, point)) {
            return false;
        }
        if (isLeaf(node)) {
            for (int member = first[node]; member != NONE; member = next[member]) {
                if (isNoWorse(member, point)) {
                    return true;
                }
            }
            return false;
        }
        int middle = KdOrder.middle(from, to);
        return dominates(low[node], from, middle, point) || dominates(high[node], middle, to, point);
    }

    private boolean isLeaf(int node) {
        return low[node] == NONE && high[node] == NONE;
    }

    private boolean isReached(int node, int point) {
        for (int i = 0; i < compared; i++) {
            if (best[node * compared + i] > points.at(point, i + 1)) {
                return false;
            }
        }
        return true;
    }

    private boolean isNoWorse(int member, int point) {
        for (int i = 1; i <= compared; i++) {
            if (points.at(member, i) > points.at(point, i)) {
                return false;
            }
        }
        return true;
    }

    /** Lets a point join a rank. */
    void add(int root, int point) {
        int node = root;
        int from = 0;
        int to = size;
        while (true) {
            reach(node, point);
            if (isLeaf(node)) {
                put(node, from, to, point);
                return;
            }
            int middle = KdOrder.middle(from, to);
            node = child(node, middle, point);
            from = position[point] < middle ? from : middle;
            to = position[point] < middle ? middle : to;
        }
    }

    private void reach(int node, int point) {
        for (int i = 0; i < compared; i++) {
            int at = node * compared + i;
            best[at] = Math.min(best[at], points.at(point, i + 1));
        }
    }

    private void put(int node, int from, int to, int point) {
        next[point] = first[node];
        first[node] = point;
        count[node]++;
        if (count[node] > LEAF && to - from > 1) {
            int middle = KdOrder.middle(from, to);
            int member = first[node];
            while (member != NONE) {
                int following = next[member];
                int child = child(node, middle, member);
                reach(child, member);
                next[member] = first[child];
                first[child] = member;
                count[child]++;
                member = following;
            }
        }
    }

    private int child(int node, int middle, int point) {
        int[] side = position[point] < middle ? low : high;
        if (side[node] == NONE) {
            int made = newRank();
            (position[point] < middle ? low : high)[node] = made;
            return made;
        }
        return side[node];
    }
}
