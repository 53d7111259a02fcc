package io.espalier.prune;

/** Order of groups by score; of equal scores the lower group number ranks lower, so that it goes first. */
final class Ranking {
    private Ranking() {}

    /** The {@code count} lowest of {@code groups} (ascending group numbers), again in ascending order. */
    static int[] lowest(int[] groups, double[] scores, int count) {
        if (count <= 0) {
            return new int[0];
        }
        if (count >= groups.length) {
            return groups;
        }
        double[] values = new double[groups.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = scores[groups[i]];
        }
        double threshold = orderStatistic(values, count - 1);
        int ties = count;
        for (double value : values) {
            ties -= value < threshold ? 1 : 0;
        }
        int[] lowest = new int[count];
        int next = 0;
        for (int group : groups) {
            if (scores[group] < threshold || (scores[group] == threshold && ties-- > 0)) {
                lowest[next++] = group;
            }
        }
        return lowest;
    }

    /** The value with {@code rank} values before it in ascending order (Hoare's selection); reorders the array. */
    private static double orderStatistic(double[] values, int rank) {
        int low = 0;
        int high = values.length - 1;
        while (low < high) {
            double pivot = values[(low + high) >>> 1];
            int i = low;
            int j = high;
            while (i <= j) {
                while (values[i] < pivot) {
                    i++;
                }
                while (values[j] > pivot) {
                    j--;
                }
                if (i <= j) {
                    double swapped = values[i];
                    values[i++] = values[j];
                    values[j--] = swapped;
                }
            }
            if (rank > j && rank < i) {
                return pivot;
            }
            high = rank <= j ? j : high;
            low = rank >= i ? i : low;
        }
        return values[rank];
    }
}
