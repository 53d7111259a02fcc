package io.espalier.spark.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.espalier.keys.Key;
import io.espalier.keys.KeyCatalog;
import io.espalier.keys.KeyPlace;
import io.espalier.keys.ValueType;

/** What may stand at a place of a sweep file, for programs. */
public final class KeyJson {
    private KeyJson() {}

    /** {@code path}, {@code type} and {@code text}, and {@code keys}, {@code variants} and {@code words} with theirs. */
    public static ObjectNode of(KeyPlace place, KeyCatalog catalog) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("path", place.path());
        Key key = place.key();
        if (key != null) {
            fill(json, key);
        } else {
            json.put("type", place.value().text());
        }
        Class<?> type = place.value().content().type().orElse(null);
        ArrayNode keys = json.putArray("keys");
        place.keys(catalog).forEach(one -> fill(keys.addObject().put("name", one.name()), one));
        ArrayNode variants = json.putArray("variants");
        place.variants(catalog).forEach((name, variant) -> variants.addObject()
                .put("name", name)
                .put("text", catalog.doc(variant).text()));
        ArrayNode words = json.putArray("words");
        if (type != null) {
            json.put("about", catalog.doc(type).text());
            addWords(type, catalog, words);
        }
        return json;
    }

    private static void addWords(Class<?> type, KeyCatalog catalog, ArrayNode words) {
        if (type.isEnum()) {
            new ValueType.Choice(type).words().forEach(word -> words.addObject()
                    .put("name", word)
                    .put("text", catalog.doc(type).key(word).text()));
        }
    }

    private static void fill(ObjectNode json, Key key) {
        json.put("type", key.value().text())
                .put("required", key.required())
                .put("default", key.preset())
                .put("text", key.doc().text())
                .put("example", key.doc().example())
                .put("since", key.doc().since());
        key.doc().must().forEach(json.putArray("must")::add);
    }
}
