package io.espalier.spark.report;

import io.espalier.keys.Key;
import io.espalier.keys.KeyCatalog;
import io.espalier.keys.KeyDoc;
import io.espalier.keys.KeyPlace;
import io.espalier.keys.TypeDoc;
import io.espalier.keys.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/** What may stand at a place of a sweep file, as lines for a terminal. */
public final class KeyText {
    private static final int WIDTH = 110;
    private final KeyCatalog catalog;
    private final List<String> lines = new ArrayList<>();

    private KeyText(KeyCatalog catalog) {
        this.catalog = catalog;
    }

    public static List<String> of(KeyPlace place, KeyCatalog catalog) {
        KeyText text = new KeyText(catalog);
        text.add(place);
        return text.lines;
    }

    private void add(KeyPlace place) {
        Optional<Class<?>> type = place.value().content().type();
        lines.add(place.path().isEmpty() ? "a sweep file" : place.path());
        if (place.key() != null) {
            addFacts(place.key(), "  ");
        }
        type.ifPresent(named -> addWrapped(described(named), "  "));
        for (Key key : place.keys(catalog)) {
            lines.add("");
            lines.add("  " + key.name());
            addFacts(key, "      ");
        }
        addVariants(place);
        type.filter(Class::isEnum).ifPresent(this::addWords);
    }

    private String described(Class<?> type) {
        TypeDoc doc = catalog.doc(type);
        return type.isInterface() ? doc.summary() : doc.text();
    }

    private void addFacts(Key key, String indent) {
        KeyDoc doc = key.doc();
        addWrapped(doc.text(), indent);
        StringJoiner facts = new StringJoiner("; ").add(key.value().text());
        if (key.required()) {
            facts.add("must be given");
        } else if (key.preset() != null) {
            facts.add(key.preset() + " unless given");
        }
        doc.must().forEach(must -> facts.add("must " + must));
        if (doc.example() != null) {
            facts.add("as in " + doc.example());
        }
        if (!doc.since().isEmpty()) {
            facts.add("since " + doc.since());
        }
        addWrapped(facts.toString(), indent);
    }

    private void addVariants(KeyPlace place) {
        place.variants(catalog).forEach((name, type) -> {
            lines.add("");
            lines.add("  " + name);
            addWrapped(catalog.doc(type).summary(), "      ");
        });
        if (!place.variants(catalog).isEmpty()) {
            lines.add("");
            lines.add("keys " + place.path() + "." + place.variants(catalog).firstKey() + " shows the keys of one");
        }
    }

    private void addWords(Class<?> type) {
        new ValueType.Choice(type).words().forEach(word -> {
            lines.add("");
            lines.add("  " + word);
            addWrapped(catalog.doc(type).key(word).text(), "      ");
        });
    }

    private void addWrapped(String text, String indent) {
        StringBuilder line = new StringBuilder(indent);
        for (String word : text.split(" ")) {
            if (line.length() + word.length() > WIDTH && line.length() > indent.length()) {
                lines.add(line.toString().stripTrailing());
                line = new StringBuilder(indent);
            }
            line.append(word).append(' ');
        }
        if (!line.toString().isBlank()) {
            lines.add(line.toString().stripTrailing());
        }
    }
}
