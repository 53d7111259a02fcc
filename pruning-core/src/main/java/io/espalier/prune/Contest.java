package io.espalier.prune;

import java.util.List;
import java.util.stream.IntStream;

/** Groups that compete with each other, in one ranking, for {@code keep} places. */
record Contest(List<Lane> lanes, int keep) {
    static Contest of(Lane lane, int keep) {
        return new Contest(List.of(lane), keep);
    }

    /** Takes the lowest out of {@code kept} until {@code keep} are left; a lane at its floor gives no more. */
    void removeLowest(boolean[] kept, double[] scores) {
        int present = lanes.stream().mapToInt(lane -> lane.count(kept)).sum();
        int[] removable = lanes.stream()
                .flatMapToInt(lane -> IntStream.of(lane.removable(kept, scores)))
                .toArray();
        for (int group : Ranking.lowest(removable, scores, present - keep)) {
            kept[group] = false;
        }
    }
}
