package io.espalier.binding;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.lang.reflect.ParameterizedType;
import java.math.BigInteger;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads a record from an object with a key per component. */
final class RecordReader implements ObjectReader {
    private final Binder binder;
    private final RecordSchema schema;
    private final Set<String> keys;
    private final @Nullable Component unwrapped;
    private final @Nullable Pattern shorthand;
    private final @Nullable ListShorthand listShorthand;

    RecordReader(Binder binder, Class<?> type) {
        this.binder = binder;
        schema = RecordSchema.of(type);
        List<Component> components = schema.components();
        keys = components.stream()
                .filter(component -> !component.isUnwrapped())
                .map(Component::key)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        unwrapped =
                components.stream().filter(Component::isUnwrapped).findFirst().orElse(null);
        Shorthand spelling = type.getAnnotation(Shorthand.class);
        shorthand = spelling == null ? null : Pattern.compile(spelling.value());
        listShorthand = type.getAnnotation(ListShorthand.class);
    }

    Set<String> keys() {
        return keys;
    }

    /** Whether a key takes a list. */
    boolean takesList(String key) {
        return schema.components().stream()
                .filter(component -> component.key().equals(key))
                .anyMatch(component ->
                        component.type() instanceof ParameterizedType type && type.getRawType() == List.class);
    }

    /** The object that a short spelling stands for; null if {@code text} is none of this record. */
    @Nullable
    ObjectNode spellOut(String text) {
        Matcher matcher = shorthand == null ? null : shorthand.matcher(text);
        if (matcher == null || !matcher.matches()) {
            return null;
        }
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < matcher.groupCount(); i++) {
            object.set(schema.components().get(i).key(), scalar(matcher.group(i + 1)));
        }
        return object;
    }

    /** The object that a list stands for; null if it is none of this record. */
    @Nullable
    ObjectNode spellOut(ArrayNode list) {
        return listShorthand == null
                ? null
                : JsonNodeFactory.instance.objectNode().set(listShorthand.value(), list);
    }

    @Override
    public @Nullable Object read(JsonNode node, KeyPath path, Problems problems) {
        String tag = unwrapped == null ? null : Variant.tagOf((Class<?>) unwrapped.type());
        boolean bareName = tag != null && node.isTextual();
        return ObjectReader.super.read(
                bareName ? JsonNodeFactory.instance.objectNode().set(tag, node) : node, path, problems);
    }

    @Override
    public @Nullable Object read(ObjectNode node, Set<String> taken, KeyPath path, Problems problems) {
        if (unwrapped == null) {
            reportUnknownKeys(node, taken, path, problems);
        }
        boolean sound = true;
        List<Component> components = schema.components();
        @Nullable Object[] values = new Object[components.size()];
        for (int i = 0; i < values.length; i++) {
            Component component = components.get(i);
            values[i] = read(component, node, taken, path, problems);
            sound &= values[i] != null || isLeftOut(component, node);
        }
        return sound ? construct(values, path, problems) : null;
    }

    private @Nullable Object read(
            Component component, ObjectNode node, Set<String> taken, KeyPath path, Problems problems) {
        if (component.isUnwrapped()) {
            return binder.objectReader(component).read(node, union(taken, keys), path, problems);
        }
        JsonNode child = node.get(component.key());
        KeyPath childPath = path.key(component.key());
        if (child != null && !child.isNull()) {
            return binder.read(component.type(), child, childPath, problems);
        } else if (component.defaultTree() != null) {
            return binder.readDefault(component, component.defaultTree(), childPath, problems);
        } else if (!component.isOptional()) {
            problems.invalid(childPath, "missing (must be given)");
        }
        return null;
    }

    private static boolean isLeftOut(Component component, ObjectNode node) {
        return component.isOptional() && !node.hasNonNull(component.key());
    }

    private void reportUnknownKeys(ObjectNode node, Set<String> taken, KeyPath path, Problems problems) {
        for (var field : node.properties()) {
            String key = field.getKey();
            if (!keys.contains(key) && !taken.contains(key)) {
                problems.unknownKey(path, key, union(taken, keys));
            }
        }
    }

    private @Nullable Object construct(@Nullable Object[] values, KeyPath path, Problems problems) {
        try {
            return schema.construct(values);
        } catch (InvalidValueException refusal) {
            problems.invalid(path.key(refusal.component()), refusal.detail());
        } catch (RuntimeException refusal) {
            problems.cannot("use " + path + ": " + refusal);
        }
        return null;
    }

    private static JsonNode scalar(String text) {
        boolean whole = text.chars().allMatch(Character::isDigit);
        return whole ? JsonNodeFactory.instance.numberNode(new BigInteger(text)) : TextNode.valueOf(text);
    }

    private static Set<String> union(Set<String> first, Set<String> second) {
        Set<String> union = new LinkedHashSet<>(first);
        union.addAll(second);
        return union;
    }
}
