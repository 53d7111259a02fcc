package io.espalier.keys;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * What the sources say of a record, a family or an enum.
 *
 * @param text what it is
 * @param keys of its keys or choices, as YAML spells them
 */
public record TypeDoc(String text, Map<String, KeyDoc> keys) {
    private static final Pattern SENTENCE_END = Pattern.compile("(?<=\\.) (?=[A-Z])");
    static final TypeDoc NONE = new TypeDoc("", Map.of());

    public TypeDoc {
        keys = Map.copyOf(keys);
    }

    /** The first sentence. */
    public String summary() {
        return SENTENCE_END.split(text, 2)[0];
    }

    /** What is said of one of them; nothing where its author left no text. */
    public KeyDoc key(String name) {
        return keys.getOrDefault(name, KeyDoc.NONE);
    }
}
