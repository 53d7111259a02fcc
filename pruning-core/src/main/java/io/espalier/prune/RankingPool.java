package io.espalier.prune;

import java.util.List;
import java.util.stream.IntStream;

/** Groups that compete with each other, in one ranking, for {@code keep} places. */
record RankingPool(List<GroupRange> ranges, int keep) {
    static RankingPool of(GroupRange range, int keep) {
        return new RankingPool(List.of(range), keep);
    }

    /** Takes the lowest out of {@code kept} until {@code keep} are left; a range at its floor gives no more. */
    void removeLowest(boolean[] kept, double[] scores) {
        int present = ranges.stream().mapToInt(range -> range.count(kept)).sum();
        int[] removable = ranges.stream()
                .flatMapToInt(range -> IntStream.of(range.removable(kept, scores)))
                .toArray();
        for (int group : Ranking.lowest(removable, scores, present - keep)) {
            kept[group] = false;
        }
    }
}
