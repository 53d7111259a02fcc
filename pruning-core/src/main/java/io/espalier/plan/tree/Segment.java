package io.espalier.plan.tree;

import java.util.List;

/**
 * A run of actions without a fork, and the segments that grow from its end. Keys are not carried: they follow from the
 * key before and the actions.
 *
 * @param ends what happens with the snapshot at the end
 */
public record Segment(List<Action> actions, End end, List<Segment> next) {
    /** What is done with the snapshot at a segment's end, besides growing on from it. */
    public enum End {
        /** Nothing: it stays in memory. */
        PASS,
        /** It goes to the store, for branches that grow from it. */
        STORE,
        /** It goes to the store, and a trial's row is made of it. */
        MEASURE,
        /** A metric measures it, which is the segment's last action. */
        ASSESS;

        /** Whether the snapshot goes to the store. */
        public boolean isStored() {
            return this == STORE || this == MEASURE;
        }

        /** Whether something is found out about it. */
        public boolean isMeasured() {
            return this == MEASURE || this == ASSESS;
        }
    }

    public Segment {
        actions = List.copyOf(actions);
        next = List.copyOf(next);
    }

    /** Trials that end in this segment or behind it. */
    public int trials() {
        return (end == End.MEASURE ? 1 : 0)
                + next.stream().mapToInt(Segment::trials).sum();
    }

    /** Whether a baseline is fitted in this segment or behind it. */
    boolean fits() {
        return actions.stream().anyMatch(Action.Fit.class::isInstance)
                || next.stream().anyMatch(Segment::fits);
    }

    /** Actions of this segment and all behind it. */
    public int steps() {
        return actions.size() + next.stream().mapToInt(Segment::steps).sum();
    }
}
