package io.espalier.prune;

/** The consecutive groups {@code first} to {@code end - 1}, of which at least {@code floor} stay. */
record GroupRange(int first, int end, int floor) {
    /** Those still there, in order. */
    int[] present(boolean[] kept) {
        int[] present = new int[count(kept)];
        int next = 0;
        for (int g = first; g < end; g++) {
            if (kept[g]) {
                present[next++] = g;
            }
        }
        return present;
    }

    /** Those still there that may go without breaking the floor: all but the highest. */
    int[] removable(boolean[] kept, double[] scores) {
        int[] present = present(kept);
        return Ranking.lowest(present, scores, present.length - floor);
    }

    int count(boolean[] kept) {
        int count = 0;
        for (int g = first; g < end; g++) {
            count += kept[g] ? 1 : 0;
        }
        return count;
    }

    int size() {
        return end - first;
    }
}
