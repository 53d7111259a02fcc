package io.espalier.prune;

import io.espalier.random.RandomKey;
import java.util.List;

/** Which groups go, once it is settled how many of each layer do. */
public enum Placement {
    /** Those that the scores chose. */
    CHOSEN {
        @Override
        boolean[] place(boolean[] kept, boolean[] before, List<Lane> lanes, RandomKey key) {
            return kept;
        }
    },
    /**
     * As many of each layer (of each run of an n-of-m pattern), drawn at random from what was still there before the
     * step: the control that tells a criterion's choice of groups from its choice of layer sizes (Su et al. 2020).
     */
    SHUFFLED {
        @Override
        boolean[] place(boolean[] kept, boolean[] before, List<Lane> lanes, RandomKey key) {
            boolean[] placed = kept.clone();
            for (Lane lane : lanes) {
                int[] from = lane.present(before);
                int[] order = key.with("shuffle").with(lane.first()).permutation(from.length);
                for (int i = 0; i < from.length; i++) {
                    placed[from[i]] = kept[from[order[i]]];
                }
            }
            return placed;
        }
    };

    abstract boolean[] place(boolean[] kept, boolean[] before, List<Lane> lanes, RandomKey key);
}
