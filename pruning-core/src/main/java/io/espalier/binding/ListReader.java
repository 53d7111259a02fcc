package io.espalier.binding;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a list, each element as one type. */
record ListReader(Binder binder, Type element) implements Reader {
    @Override
    public @Nullable Object read(JsonNode node, KeyPath path, Problems problems) {
        if (!node.isArray()) {
            problems.invalid(path, node, "be a list");
            return null;
        }
        List<Object> elements = new ArrayList<>(node.size());
        for (int i = 0; i < node.size(); i++) {
            Object value = binder.read(element, node.get(i), path.index(i), problems);
            if (value != null) {
                elements.add(value);
            }
        }
        return elements.size() == node.size() ? List.copyOf(elements) : null;
    }
}
