package io.espalier.pareto;

/**
 * Answers whether any of many points dominates a given one: a balanced k-d tree (Bentley 1975) whose nodes know the box
 * around their points. A node can hold a dominating point only if the best corner of its box dominates, and surely holds
 * one if the worst corner does. Memory O(n), built in O(n log n).
 */
final class DominanceTree {
    private static final int LEAF = 16;

    private final Points points;
    private final int[] order;
    private final double[] best;
    private final double[] worst;

    DominanceTree(Points points) {
        this.points = points;
        this.order = points.finite();
        int nodes = Math.max(2, 4 * Integer.highestOneBit(order.length / LEAF + 1));
        this.best = new double[nodes * points.dimensions()];
        this.worst = new double[nodes * points.dimensions()];
        if (order.length > 0) {
            build(1, 0, order.length, 0);
        }
    }

    boolean dominates(int point) {
        return order.length > 0 && search(1, 0, order.length, point);
    }

    private void build(int node, int from, int to, int depth) {
        bound(node, from, to);
        if (to - from > LEAF) {
            int middle = (from + to) >>> 1;
            select(from, to - 1, middle, depth % points.dimensions());
            build(2 * node, from, middle, depth + 1);
            build(2 * node + 1, middle, to, depth + 1);
        }
    }

    private void bound(int node, int from, int to) {
        for (int i = 0; i < points.dimensions(); i++) {
            double least = Double.POSITIVE_INFINITY;
            double most = Double.NEGATIVE_INFINITY;
            for (int j = from; j < to; j++) {
                double value = points.at(order[j], i);
                least = Math.min(least, value);
                most = Math.max(most, value);
            }
            best[node * points.dimensions() + i] = least;
            worst[node * points.dimensions() + i] = most;
        }
    }

    /** Hoare's quickselect: afterwards no value before {@code rank} is greater and none after it is less. */
    private void select(int first, int last, int rank, int dimension) {
        int from = first;
        int to = last;
        while (from < to) {
            double pivot = points.at(order[(from + to) >>> 1], dimension);
            int i = from;
            int j = to;
            while (i <= j) {
                while (points.at(order[i], dimension) < pivot) {
                    i++;
                }
                while (points.at(order[j], dimension) > pivot) {
                    j--;
                }
                if (i <= j) {
                    swap(i++, j--);
                }
            }
            if (rank <= j) {
                to = j;
            } else if (rank >= i) {
                from = i;
            } else {
                return;
            }
        }
    }

    private void swap(int i, int j) {
        int kept = order[i];
        order[i] = order[j];
        order[j] = kept;
    }

    private boolean search(int node, int from, int to, int point) {
        if (!dominates(best, node, point)) {
            return false;
        }
        if (dominates(worst, node, point)) {
            return true;
        }
        if (to - from > LEAF) {
            int middle = (from + to) >>> 1;
            return search(2 * node, from, middle, point) || search(2 * node + 1, middle, to, point);
        }
        for (int j = from; j < to; j++) {
            if (points.dominates(order[j], point)) {
                return true;
            }
        }
        return false;
    }

    private boolean dominates(double[] corners, int node, int point) {
        boolean better = false;
        for (int i = 0; i < points.dimensions(); i++) {
            double difference = corners[node * points.dimensions() + i] - points.at(point, i);
            if (difference > 0) {
                return false;
            }
            better |= difference < 0;
        }
        return better;
    }
}
