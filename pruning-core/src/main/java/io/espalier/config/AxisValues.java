package io.espalier.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A value for each axis that is there, as a chain: choices that begin alike share what they have in common.
 *
 * @param before the axes above; null in the empty choice
 */
record Choice(
        @Nullable Choice before, String axis, @Nullable JsonNode value) {
    static final Choice NONE = new Choice(null, "", null);

    static Choice of(Map<String, JsonNode> values) {
        Choice choice = NONE;
        for (Map.Entry<String, JsonNode> value : values.entrySet()) {
            choice = choice.with(value.getKey(), value.getValue());
        }
        return choice;
    }

    Choice with(String name, JsonNode chosen) {
        return new Choice(this, name, chosen);
    }

    /** Null where the axis is not there. */
    @Nullable
    JsonNode get(String name) {
        for (Choice choice = this; choice != null; choice = choice.before) {
            if (choice.axis.equals(name)) {
                return choice.value;
            }
        }
        return null;
    }

    /** All values by axis. */
    Map<String, JsonNode> values() {
        Map<String, JsonNode> values = new TreeMap<>();
        for (Choice choice = this; choice != null; choice = choice.before) {
            if (choice.value != null) {
                values.put(choice.axis, choice.value);
            }
        }
        return values;
    }
}
