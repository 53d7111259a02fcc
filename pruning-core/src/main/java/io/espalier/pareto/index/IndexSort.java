package io.espalier.pareto.index;

import java.util.function.IntBinaryOperator;

/** Merge sort of indices by what they stand for, without boxing them. */
final class IndexSort {
    private final IntBinaryOperator order;

    private IndexSort(IntBinaryOperator order) {
        this.order = order;
    }

    /** @param order negative where its first argument comes first */
    static int[] sort(int[] indices, IntBinaryOperator order) {
        int[] sorted = indices.clone();
        new IndexSort(order).sort(indices.clone(), sorted, 0, indices.length);
        return sorted;
    }

    /** Sorts a range into {@code to}; both arrays hold the same numbers there before. */
    private void sort(int[] from, int[] to, int start, int end) {
        if (end - start < 2) {
            return;
        }
        int middle = (start + end) >>> 1;
        sort(to, from, start, middle);
        sort(to, from, middle, end);
        int left = start;
        int right = middle;
        for (int i = start; i < end; i++) {
            boolean takesLeft = right == end || (left < middle && order.applyAsInt(from[left], from[right]) <= 0);
            to[i] = takesLeft ? from[left++] : from[right++];
        }
    }
}
