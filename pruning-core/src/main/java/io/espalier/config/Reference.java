package io.espalier.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.espalier.binding.KeyPath;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A place in a tree where an axis stands for a value: a whole scalar {@code $axis}. */
record Reference(KeyPath path, String axis) {
    private static final String SIGN = "$";

    static boolean is(JsonNode node) {
        return node.isTextual() && node.textValue().startsWith(SIGN);
    }

    static String axis(JsonNode reference) {
        return reference.textValue().substring(SIGN.length());
    }

    /** Every reference below {@code node}. */
    static List<Reference> in(JsonNode node, KeyPath path) {
        List<Reference> found = new ArrayList<>();
        collect(node, path, found);
        return found;
    }

    /** The axes of a choice that decide what {@code node} becomes. */
    static Set<String> deciding(JsonNode node, AxisValues choice) {
        Set<String> deciding = new HashSet<>();
        for (Reference reference : in(node, KeyPath.ROOT)) {
            JsonNode value = choice.get(reference.axis());
            if (value != null && deciding.add(reference.axis())) {
                deciding.addAll(deciding(value, choice));
            }
        }
        return deciding;
    }

    private static void collect(JsonNode node, KeyPath path, List<Reference> found) {
        if (is(node)) {
            found.add(new Reference(path, axis(node)));
        }
        for (var field : node.properties()) {
            collect(field.getValue(), path.key(field.getKey()), found);
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            collect(node.get(i), path.index(i), found);
        }
    }
}
