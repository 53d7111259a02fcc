package io.espalier.plan;

import io.espalier.schema.Canonical;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A twig with its keys, worked out once: writing an action as canonical JSON takes longer than hashing it.
 *
 * @param start the key before the first action
 * @param keys one behind each action
 */
public record KeyedTwig(Twig twig, StepKey start, List<StepKey> keys, List<KeyedTwig> next) {
    public KeyedTwig {
        keys = List.copyOf(keys);
        next = List.copyOf(next);
    }

    /** @param start the key before the first actions */
    public static List<KeyedTwig> of(List<Twig> twigs, StepKey start) {
        return of(twigs, start, new HashMap<>());
    }

    private static List<KeyedTwig> of(List<Twig> twigs, StepKey start, Map<Action, String> texts) {
        return twigs.stream().map(twig -> of(twig, start, texts)).toList();
    }

    private static KeyedTwig of(Twig twig, StepKey start, Map<Action, String> texts) {
        StepKey key = start;
        List<StepKey> keys = new ArrayList<>();
        for (Action action : twig.actions()) {
            key = key.then(texts.computeIfAbsent(action, Canonical::json));
            keys.add(key);
        }
        return new KeyedTwig(twig, start, keys, of(twig.next(), key, texts));
    }

    /** The key of the twig's end; that of its start where nothing is to be done but to measure. */
    public StepKey key() {
        return keys.isEmpty() ? start : keys.get(keys.size() - 1);
    }

    /** This and all behind it, each before what grows from it. */
    public Stream<KeyedTwig> all() {
        return Stream.concat(Stream.of(this), next.stream().flatMap(KeyedTwig::all));
    }

    /** The keys of all places that are measured or stored here or behind. */
    public List<StepKey> ends() {
        return all().filter(t -> t.twig.end() != Twig.End.PASS)
                .map(KeyedTwig::key)
                .toList();
    }
}
