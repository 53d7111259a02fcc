package io.espalier.plan.tree;

import java.util.List;
import java.util.stream.Stream;

/**
 * A run of actions without a fork, and the segments that grow from its end.
 *
 * @param start the key before the first action
 * @param keys one behind each action
 * @param end what happens with the snapshot at the end
 */
public record Segment(StepKey start, List<Action> actions, List<StepKey> keys, End end, List<Segment> next) {
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
        keys = List.copyOf(keys);
        next = List.copyOf(next);
    }

    /** The key of the segment's end; that of its start where nothing is to be done but to measure. */
    public StepKey key() {
        return keys.isEmpty() ? start : keys.get(keys.size() - 1);
    }

    /** This and all behind it, each before what grows from it. */
    public Stream<Segment> all() {
        return Stream.concat(Stream.of(this), next.stream().flatMap(Segment::all));
    }

    /** The keys of all places that are measured or stored here or behind. */
    public List<StepKey> ends() {
        return all().filter(segment -> segment.end != End.PASS)
                .map(Segment::key)
                .toList();
    }

    /** Trials that end in this segment or behind it. */
    public int trials() {
        return (int) all().filter(segment -> segment.end == End.MEASURE).count();
    }

    /** Whether a baseline is fitted in this segment or behind it. */
    boolean fits() {
        return all().anyMatch(segment -> segment.actions.stream().anyMatch(Action.Fit.class::isInstance));
    }

    /** Actions of this segment and all behind it. */
    public int steps() {
        return all().mapToInt(segment -> segment.actions.size()).sum();
    }
}
