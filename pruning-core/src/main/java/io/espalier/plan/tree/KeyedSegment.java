package io.espalier.plan.tree;

import io.espalier.binding.Canonical;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A segment with its keys, worked out once: writing an action as canonical JSON takes longer than hashing it.
 *
 * @param start the key before the first action
 * @param keys one behind each action
 */
public record KeyedSegment(Segment segment, StepKey start, List<StepKey> keys, List<KeyedSegment> next) {
    public KeyedSegment {
        keys = List.copyOf(keys);
        next = List.copyOf(next);
    }

    /** @param start the key before the first actions */
    public static List<KeyedSegment> of(List<Segment> segments, StepKey start) {
        return of(segments, start, new HashMap<>());
    }

    private static List<KeyedSegment> of(List<Segment> segments, StepKey start, Map<Action, String> texts) {
        return segments.stream().map(segment -> of(segment, start, texts)).toList();
    }

    private static KeyedSegment of(Segment segment, StepKey start, Map<Action, String> texts) {
        StepKey key = start;
        List<StepKey> keys = new ArrayList<>();
        for (Action action : segment.actions()) {
            key = key.then(texts.computeIfAbsent(action, Canonical::json));
            keys.add(key);
        }
        return new KeyedSegment(segment, start, keys, of(segment.next(), key, texts));
    }

    /** The key of the segment's end; that of its start where nothing is to be done but to measure. */
    public StepKey key() {
        return keys.isEmpty() ? start : keys.get(keys.size() - 1);
    }

    /** This and all behind it, each before what grows from it. */
    public Stream<KeyedSegment> all() {
        return Stream.concat(Stream.of(this), next.stream().flatMap(KeyedSegment::all));
    }

    /** The keys of all places that are measured or stored here or behind. */
    public List<StepKey> ends() {
        return all().filter(t -> t.segment.end() != Segment.End.PASS)
                .map(KeyedSegment::key)
                .toList();
    }
}
