package io.espalier.pareto.index;

/**
 * The order of a balanced k-d tree (Bentley 1975) that needs no nodes: of every half of a half, down to a few points, no
 * point in its first half is greater than one in its second in the coordinate whose turn it is. O(n log n).
 */
final class KdOrder {
    /** Ranges no longer than this are not split any more. */
    static final int LEAF = 16;

    private final Points points;
    private final int firstDimension;
    private final int[] order;

    private KdOrder(Points points, int firstDimension, int[] order) {
        this.points = points;
        this.firstDimension = firstDimension;
        this.order = order;
    }

    /** @param firstDimension of those that take turns; those before it count for nothing */
    static int[] of(Points points, int firstDimension, int[] members) {
        KdOrder sorting = new KdOrder(points, firstDimension, members.clone());
        if (firstDimension < points.dimensions()) {
            sorting.split(0, members.length, firstDimension);
        }
        return sorting.order;
    }

    /** Where the second half of a range begins. */
    static int middle(int from, int to) {
        return (from + to) >>> 1;
    }

    private void split(int from, int to, int dimension) {
        if (to - from > LEAF) {
            int middle = middle(from, to);
            int next = dimension + 1 < points.dimensions() ? dimension + 1 : firstDimension;
            select(from, to - 1, middle, dimension);
            split(from, middle, next);
            split(middle, to, next);
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
}
