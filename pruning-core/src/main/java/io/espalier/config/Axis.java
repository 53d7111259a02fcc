package io.espalier.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.espalier.binding.Default;
import io.espalier.binding.ListShorthand;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One axis of a grid, written as a list or as {@code {values: [...], when: {granularity: block}}}. Where it is not
 * there, a key that refers to it counts as left out.
 *
 * @param values its values, of any type; they may refer to other axes as in {@code $rounds}
 * @param when for earlier axes, the value or list of values for which this axis applies; always if empty
 */
@ListShorthand("values")
record Axis(List<JsonNode> values, @Default("{}") Map<String, JsonNode> when) {
    /** The choice with each value of this axis added, or the choice itself where this axis is not there. */
    Stream<AxisValues> extend(AxisValues choice, String name) {
        return isThere(choice) ? values.stream().map(value -> choice.with(name, value)) : Stream.of(choice);
    }

    private boolean isThere(AxisValues choice) {
        return when.entrySet().stream().allMatch(condition -> {
            JsonNode value = choice.get(condition.getKey());
            return value != null && wanted(condition.getValue()).stream().anyMatch(wanted -> matches(value, wanted));
        });
    }

    /** The values that a condition of {@code when} names. */
    static List<JsonNode> wanted(JsonNode condition) {
        List<JsonNode> wanted = new ArrayList<>();
        condition.forEach(wanted::add);
        return condition.isArray() ? wanted : List.of(condition);
    }

    /** Equal, or an object that stands for the variant of that name: {@code {block: ...}}, {@code {family: mlp}}. */
    static boolean matches(JsonNode value, JsonNode wanted) {
        return value.equals(wanted)
                || sameNumber(value, wanted)
                || (wanted.isTextual() && variantNames(value).contains(wanted.textValue()));
    }

    private static boolean sameNumber(JsonNode value, JsonNode wanted) {
        return value.isNumber() && wanted.isNumber() && value.doubleValue() == wanted.doubleValue();
    }

    private static List<String> variantNames(JsonNode value) {
        List<String> names = new ArrayList<>();
        if (value.isObject() && value.size() == 1) {
            value.fieldNames().forEachRemaining(names::add);
        }
        Stream.of("source", "family").map(value::path).map(JsonNode::textValue).forEach(names::add);
        return names;
    }
}
