package io.espalier.binding;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a constant by its name in kebab-case. */
record EnumReader(Map<String, Object> constants) implements Reader {
    static EnumReader of(Class<?> type) {
        Map<String, Object> constants = new LinkedHashMap<>();
        for (Object constant : type.getEnumConstants()) {
            constants.put(Spelling.of((Enum<?>) constant), constant);
        }
        return new EnumReader(constants);
    }

    @Override
    public @Nullable Object read(JsonNode node, KeyPath path, Problems problems) {
        Object constant = node.isTextual() ? constants.get(node.textValue()) : null;
        if (constant == null) {
            problems.notOneOf(path, Problems.show(node), constants.keySet());
        }
        return constant;
    }
}
