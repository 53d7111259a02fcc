package io.espalier.spark.keys;

import io.espalier.keys.Key;
import io.espalier.keys.KeyCatalog;
import io.espalier.keys.KeyPlace;
import io.espalier.keys.TypeDoc;
import io.espalier.keys.ValueType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The part of the page beside the configs that tells of every key. */
final class KeyPage {
    private static final String BEGIN = "<!-- begin: keys -->\n";
    private static final String END = "<!-- end: keys -->";
    private final KeyCatalog catalog;
    private final Map<Class<?>, KeyPlace> places;

    private KeyPage(KeyCatalog catalog) {
        this.catalog = catalog;
        this.places = KeyPlace.all(catalog);
    }

    /** The page with that part anew. */
    static String of(KeyCatalog catalog, String page) {
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        return page.substring(0, begin) + new KeyPage(catalog).text() + page.substring(page.indexOf(END));
    }

    private String text() {
        Map<String, String> sections = new LinkedHashMap<>();
        places.forEach((type, place) -> sections.put(place.path(), section(type, place)));
        return String.join("\n", sections.values());
    }

    private String section(Class<?> type, KeyPlace place) {
        TypeDoc doc = catalog.doc(type);
        String heading = place.path().isEmpty() ? "### The file" : "### `" + place.path() + "`";
        String text = type.isInterface() ? doc.summary() : doc.text();
        return heading + "\n\n" + text + "\n" + keys(place) + variants(place) + words(place, doc);
    }

    private String keys(KeyPlace place) {
        List<Key> keys = place.keys(catalog);
        return keys.isEmpty()
                ? ""
                : keys.stream()
                        .map(this::row)
                        .collect(Collectors.joining(
                                "\n",
                                "\n| key | type | default | is | must | example | since |\n|---|---|---|---|---|---|---|\n",
                                "\n"));
    }

    private String row(Key key) {
        String preset = key.required() ? "required" : key.preset() == null ? "" : code(key.preset());
        String example = key.doc().example();
        return "| `%s` | %s | %s | %s | %s | %s | %s |"
                .formatted(
                        key.name(),
                        linked(key.value()),
                        preset,
                        cell(key.doc().text()),
                        cell(String.join("; ", key.doc().must())),
                        example == null ? "" : code(example),
                        key.doc().since());
    }

    private String linked(ValueType value) {
        KeyPlace place = value.content().type().map(places::get).orElse(null);
        return place == null
                ? cell(value.text())
                : "[" + cell(value.text()) + "](#" + place.path().replaceAll("[^a-z0-9-]", "") + ")";
    }

    private String variants(KeyPlace place) {
        return place.variants(catalog).entrySet().stream()
                .map(variant -> "- `" + variant.getKey() + "`: "
                        + catalog.doc(variant.getValue()).summary() + "\n")
                .collect(Collectors.joining())
                .replaceFirst("^(?=.)", "\n");
    }

    private String words(KeyPlace place, TypeDoc doc) {
        return place.value().content() instanceof ValueType.Choice choice
                ? choice.words().stream()
                        .map(word -> "- `" + word + "`: " + doc.keys().get(word).text() + "\n")
                        .collect(Collectors.joining("", "\n", ""))
                : "";
    }

    private static String code(String text) {
        return "`" + cell(text) + "`";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
