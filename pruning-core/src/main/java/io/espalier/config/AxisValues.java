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
record AxisValues(
        @Nullable AxisValues before, String axis, @Nullable JsonNode value) {
    static final AxisValues NONE = new AxisValues(null, "", null);

    static AxisValues of(Map<String, JsonNode> values) {
        AxisValues choice = NONE;
        for (Map.Entry<String, JsonNode> value : values.entrySet()) {
            choice = choice.with(value.getKey(), value.getValue());
        }
        return choice;
    }

    AxisValues with(String name, JsonNode chosen) {
        return new AxisValues(this, name, chosen);
    }

    /** Null where the axis is not there. */
    @Nullable
    JsonNode get(String name) {
        for (AxisValues choice = this; choice != null; choice = choice.before) {
            if (choice.axis.equals(name)) {
                return choice.value;
            }
        }
        return null;
    }

    /** All values by axis. */
    Map<String, JsonNode> values() {
        Map<String, JsonNode> values = new TreeMap<>();
        for (AxisValues choice = this; choice != null; choice = choice.before) {
            if (choice.value != null) {
                values.put(choice.axis, choice.value);
            }
        }
        return values;
    }
}
