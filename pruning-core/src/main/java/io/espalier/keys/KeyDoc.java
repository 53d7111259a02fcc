package io.espalier.keys;

import io.espalier.binding.Default;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the sources say of a key, or of a word that stands for one of several choices.
 *
 * @param text what it is
 * @param must what its record demands of it, as in {@code be at least 1}
 * @param example a value, in YAML on one line; null for a word
 * @param since the first version that has it
 */
public record KeyDoc(
        String text,
        @Default("[]") List<String> must,
        @Nullable String example,
        String since) {
    static final KeyDoc NONE = new KeyDoc("", List.of(), null, "");

    public KeyDoc {
        must = List.copyOf(must);
    }
}
