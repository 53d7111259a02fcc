package io.espalier.binding;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.io.NumberOutput;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The one JSON text of a value, so that equal values have equal hashes. Of a record it holds the components, keys in
 * kebab-case and sorted, without those that are null or equal their {@link Default}. A {@link Variant} is the object
 * {@code {name: {...}}}, or the bare name if nothing is left inside, or {@code {tag: name, ...}} in a {@link Tagged}
 * family. A number is the shortest plain decimal that reads back as the same double: {@code 0.00000001}, {@code 30}.
 */
public final class Canonical {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Canonical() {}

    /**
     * @param value a record, or a scalar, enum, collection, map with text keys or tree of such
     * @throws IllegalArgumentException if something else, or a number that is not finite, is inside
     */
    public static String json(Object value) {
        try {
            return JSON.writeValueAsString(tree(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot write " + value + " as JSON: " + e.getMessage(), e);
        }
    }

    /** JSON, or else a name without quotes, as a canonical tree. */
    static JsonNode parse(String text) {
        try {
            return tree(JSON.readTree(text));
        } catch (JsonProcessingException e) {
            return TextNode.valueOf(text);
        }
    }

    private static JsonNode tree(Object value) {
        if (value instanceof Record owner) {
            return ofRecord(owner);
        } else if (value instanceof Number number) {
            return DecimalNode.valueOf(decimal(number));
        } else if (value instanceof String text) {
            return TextNode.valueOf(text);
        } else if (value instanceof Enum<?> constant) {
            return TextNode.valueOf(Spelling.of(constant));
        } else if (value instanceof Boolean flag) {
            return BooleanNode.valueOf(flag);
        } else if (value instanceof Map<?, ?> map) {
            TreeMap<String, JsonNode> entries = new TreeMap<>();
            map.forEach((key, child) -> entries.put((String) key, tree(child)));
            return object(entries);
        } else if (value instanceof Collection<?> list) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode(list.size());
            list.forEach(child -> array.add(tree(child)));
            return array;
        } else if (value instanceof JsonNode node) {
            return ofNode(node);
        }
        throw new IllegalArgumentException("Cannot write " + value.getClass().getName() + " as canonical JSON");
    }

    private static JsonNode ofRecord(Record owner) {
        RecordSchema schema = RecordSchema.of(owner.getClass());
        TreeMap<String, JsonNode> fields = new TreeMap<>();
        for (Component component : schema.components()) {
            Object value = component.of(owner);
            if (value != null) {
                addTo(fields, component, tree(value));
            }
        }
        Optional<Variant> variant = schema.variant();
        return variant.isEmpty() ? object(fields) : ofVariant(variant.get(), fields);
    }

    private static void addTo(Map<String, JsonNode> fields, Component component, JsonNode tree) {
        if (component.isUnwrapped()) {
            tree.properties().forEach(field -> add(fields, field.getKey(), field.getValue()));
        } else if (!tree.equals(component.defaultTree())) {
            add(fields, component.key(), tree);
        }
    }

    private static void add(Map<String, JsonNode> fields, String key, JsonNode value) {
        if (fields.put(key, value) != null) {
            throw new IllegalStateException("Cannot write two components with the same key: " + key);
        }
    }

    private static JsonNode ofVariant(Variant variant, Map<String, JsonNode> fields) {
        if (variant.tag() != null) {
            add(fields, variant.tag(), TextNode.valueOf(variant.name()));
            return object(fields);
        }
        TextNode name = TextNode.valueOf(variant.name());
        return fields.isEmpty() ? name : object(Map.of(variant.name(), object(fields)));
    }

    private static JsonNode ofNode(JsonNode node) {
        if (node.isNumber()) {
            return DecimalNode.valueOf(decimal(node.numberValue()));
        } else if (node.isArray()) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode(node.size());
            node.forEach(child -> array.add(ofNode(child)));
            return array;
        } else if (node.isObject()) {
            TreeMap<String, JsonNode> fields = new TreeMap<>();
            node.properties().forEach(field -> fields.put(field.getKey(), ofNode(field.getValue())));
            return object(fields);
        }
        return node;
    }

    private static ObjectNode object(Map<String, JsonNode> fields) {
        return new ObjectNode(JsonNodeFactory.instance, fields);
    }

    private static BigDecimal decimal(Number number) {
        return exact(number).stripTrailingZeros();
    }

    private static BigDecimal exact(Number number) {
        if (!Double.isFinite(number.doubleValue())) {
            throw new IllegalArgumentException(
                    "Cannot write " + number + " as canonical JSON: NaN and infinities are not supported");
        }
        boolean floating = number instanceof Double;
        return new BigDecimal(floating ? NumberOutput.toString(number.doubleValue(), true) : number.toString());
    }
}
