package io.espalier.binding;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.Type;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads an object with free keys, each value as one type; keys stay in the file's order. */
record MapReader(Binder binder, Type value) implements Reader {
    @Override
    public @Nullable Object read(JsonNode node, KeyPath path, Problems problems) {
        if (!node.isObject()) {
            problems.invalid(path, node, "be an object");
            return null;
        }
        Map<String, Object> entries = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            Object entry = binder.read(value, field.getValue(), path.key(field.getKey()), problems);
            if (entry != null) {
                entries.put(field.getKey(), entry);
            }
        }
        return entries.size() == node.size() ? Collections.unmodifiableMap(entries) : null;
    }
}
