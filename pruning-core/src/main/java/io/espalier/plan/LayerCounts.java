package io.espalier.plan;

import io.espalier.network.Layout;
import io.espalier.network.op.Parameter.Role;
import io.espalier.prune.Groups;
import io.espalier.prune.Selection;
import io.espalier.recipe.Prune;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * How many groups of each layer are planned to be there still.
 *
 * @param counts by layer, in the order of the groups' layers
 * @param others density of layers that are in no group now, and were in earlier prune steps of the same granularity
 */
record LayerCounts(
        Groups groups,
        @SuppressWarnings("ArrayRecordComponent") int[] counts,
        Map<String, Double> others) {
    static LayerCounts all(Groups groups) {
        return new LayerCounts(groups, groups.counts(), Map.of());
    }

    private int sum() {
        return Arrays.stream(counts).sum();
    }

    /** The part of something spread over all groups that is gone; exact where it is one to a group. */
    double goneOf(long whole) {
        return (double) (whole * (groups.count() - sum())) / groups.count();
    }

    /** Weights that are gone from the layers that are in no group now. */
    double goneElsewhere() {
        return groups.network().layout().slots(Role.WEIGHT).stream()
                .mapToDouble(this::goneElsewhere)
                .sum();
    }

    private double goneElsewhere(Layout.Slot slot) {
        return slot.parameter().size()
                * (1 - others.getOrDefault(slot.parameter().name(), 1.0));
    }

    /**
     * Seen as other groups of the same network: where only the layers differ, layer by layer; else as if every layer had
     * lost the same part.
     */
    LayerCounts as(Groups other) {
        if (other == groups) {
            return this;
        }
        return other.granularity().equals(groups.granularity()) ? inLayersOf(other) : evenly(other);
    }

    private LayerCounts evenly(Groups other) {
        double density = (double) sum() / groups.count();
        int[] alike = Arrays.stream(other.counts())
                .map(count -> (int) Math.round(density * count))
                .toArray();
        return new LayerCounts(other, alike, Map.of());
    }

    private LayerCounts inLayersOf(Groups other) {
        Map<String, Double> density = new HashMap<>(others);
        for (int i = 0; i < counts.length; i++) {
            Groups.Layer layer = groups.layers().get(i);
            density.put(weight(layer), (double) counts[i] / layer.count());
        }
        int[] alike = other.layers().stream()
                .mapToInt(layer -> (int) Math.round(density.getOrDefault(weight(layer), 1.0) * layer.count()))
                .toArray();
        other.layers().forEach(layer -> density.remove(weight(layer)));
        return new LayerCounts(other, alike, Map.copyOf(density));
    }

    private static String weight(Groups.Layer layer) {
        return layer.slot().parameter().name();
    }

    /** What a prune step of these groups is planned to leave. */
    LayerCounts after(Prune prune) {
        Selection selection = new Selection(groups, prune.scope(), prune.amount(), prune.bounds());
        int[] left = counts;
        for (int round = 1; round <= prune.rounds(); round++) {
            left = selection.planned(left);
        }
        return new LayerCounts(groups, left, others);
    }
}
