package io.espalier.plan;

import io.espalier.schema.Canonical;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A twig with its keys, worked out once: writing an action as canonical JSON takes longer than hashing it.
 *
 * @param key of the twig's end
 */
public record KeyedTwig(Twig twig, StepKey key, List<KeyedTwig> next) {
    public KeyedTwig {
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
        for (Action action : twig.actions()) {
            key = key.then(texts.computeIfAbsent(action, Canonical::json));
        }
        return new KeyedTwig(twig, key, of(twig.next(), key, texts));
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
