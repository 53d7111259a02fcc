package io.espalier.prune;

import io.espalier.random.RandomKey;
import java.util.List;

/** Which groups go, once it is settled how many of each layer do. */
public enum MaskPlacement {
    /** Those that the scores chose. */
    CHOSEN {
        @Override
        Mask candidates(Groups groups, Mask before) {
            return before;
        }

        @Override
        boolean[] place(boolean[] kept, boolean[] open, List<GroupRange> ranges, RandomKey key) {
            return kept;
        }
    },
    /**
     * As many of each layer (of each run of an n-of-m pattern), drawn at random: the control that tells a criterion's
     * choice of groups from its choice of layer sizes (Su et al. 2020).
     *
     * <p>The draw is over the whole layer, whatever earlier rounds have removed from it, since a mask drawn inside that
     * of a criterion would still be that criterion's choice. Only where something else is gone as well, by a step of
     * another granularity, does it stay among the groups that are left: else the counts would not be the same.
     */
    SHUFFLED {
        @Override
        Mask candidates(Groups groups, Mask before) {
            boolean wholeGroupsOnly = before.equals(groups.expand(groups.alive(before)));
            return wholeGroupsOnly ? Mask.full(groups.network().layout()) : before;
        }

        @Override
        boolean[] place(boolean[] kept, boolean[] open, List<GroupRange> ranges, RandomKey key) {
            boolean[] placed = kept.clone();
            for (GroupRange range : ranges) {
                int[] from = range.present(open);
                int[] order = key.with("shuffle").with(range.first()).permutation(from.length);
                for (int i = 0; i < from.length; i++) {
                    placed[from[i]] = kept[from[order[i]]];
                }
            }
            return placed;
        }
    },
    /**
     * As many of each layer, drawn at random among those that are left, whatever scores would choose: of several prune
     * steps each mask lies inside the one before. The order in which groups go is drawn once for all steps.
     */
    MATCHED {
        @Override
        Mask candidates(Groups groups, Mask before) {
            return before;
        }

        @Override
        boolean[] place(boolean[] kept, boolean[] open, List<GroupRange> ranges, RandomKey key) {
            boolean[] placed = new boolean[kept.length];
            for (GroupRange range : ranges) {
                int left = range.count(kept);
                for (int place : key.with("shuffle").with(range.first()).permutation(range.size())) {
                    int group = range.first() + place;
                    placed[group] = open[group] && left-- > 0;
                }
            }
            return placed;
        }
    };

    /** What the placement starts from: everything that it may keep. */
    abstract Mask candidates(Groups groups, Mask before);

    /**
     * Which groups stay.
     *
     * @param kept those that the scores chose
     * @param open those that may stay
     */
    abstract boolean[] place(boolean[] kept, boolean[] open, List<GroupRange> ranges, RandomKey key);
}
