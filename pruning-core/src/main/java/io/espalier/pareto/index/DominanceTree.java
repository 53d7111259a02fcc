package io.espalier.pareto.index;

/**
 * Answers whether any of many points dominates a given one: a balanced k-d tree whose nodes know the box around their
 * points. A node can hold a dominating point only if the best corner of its box dominates, and surely holds one if the
 * worst corner does. Memory O(n), built in O(n log n).
 */
public final class DominanceTree {
    private final Points points;
    private final int[] order;
    private final double[] best;
    private final double[] worst;

    /** @param members the points that may dominate, all finite */
    public DominanceTree(Points points, int[] members) {
        this.points = points;
        this.order = KdOrder.of(points, 0, members);
        int nodes = Math.max(2, 4 * Integer.highestOneBit(order.length / KdOrder.LEAF + 1));
        this.best = new double[nodes * points.dimensions()];
        this.worst = new double[nodes * points.dimensions()];
        if (order.length > 0) {
            build(1, 0, order.length);
        }
    }

    public boolean dominates(int point) {
        return order.length > 0 && search(1, 0, order.length, point);
    }

    private void build(int node, int from, int to) {
        if (to - from > KdOrder.LEAF) {
            int middle = KdOrder.middle(from, to);
            build(2 * node, from, middle);
            build(2 * node + 1, middle, to);
            boundChildren(node);
        } else {
            bound(node, from, to);
        }
    }

    private void boundChildren(int node) {
        int dimensions = points.dimensions();
        for (int i = 0; i < dimensions; i++) {
            int left = 2 * node * dimensions + i;
            best[node * dimensions + i] = Math.min(best[left], best[left + dimensions]);
            worst[node * dimensions + i] = Math.max(worst[left], worst[left + dimensions]);
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

    private boolean search(int node, int from, int to, int point) {
        if (!dominates(best, node, point)) {
            return false;
        }
        if (dominates(worst, node, point)) {
            return true;
        }
        if (to - from > KdOrder.LEAF) {
            int middle = KdOrder.middle(from, to);
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
