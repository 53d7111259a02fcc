package io.espalier.plan;

import io.espalier.prune.Groups;
import io.espalier.prune.Selection;
import io.espalier.recipe.Prune;
import java.util.Arrays;

/**
 * How many groups of each layer are planned to be there still.
 *
 * @param counts by layer, in the order of the groups' layers
 */
record LayerCounts(
        Groups groups,
        @SuppressWarnings("ArrayRecordComponent") int[] counts) {
    static LayerCounts all(Groups groups) {
        return new LayerCounts(groups, groups.counts());
    }

    private int sum() {
        return Arrays.stream(counts).sum();
    }

    /** The part of something spread over all groups that is gone; exact where it is one to a group. */
    double goneOf(long whole) {
        return (double) (whole * (groups.count() - sum())) / groups.count();
    }

    /** Seen as other groups of the same network, as if every layer had lost the same part. */
    LayerCounts as(Groups other) {
        if (other == groups) {
            return this;
        }
        double density = (double) sum() / groups.count();
        int[] alike = Arrays.stream(other.counts())
                .map(count -> (int) Math.round(density * count))
                .toArray();
        return new LayerCounts(other, alike);
    }

    /** What a prune step of these groups is planned to leave. */
    LayerCounts after(Prune prune) {
        Selection selection = new Selection(groups, prune.scope(), prune.amount(), prune.floor());
        int[] left = counts;
        for (int round = 1; round <= prune.rounds(); round++) {
            left = selection.planned(left);
        }
        return new LayerCounts(groups, left);
    }
}
