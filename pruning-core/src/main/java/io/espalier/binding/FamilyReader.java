package io.espalier.binding;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads one of several records by its name: {@code adam}, {@code {adam: {rate: 0.1}}}, or in a tagged family
 * {@code {source: digits, limit: 5}}.
 */
final class FamilyReader implements ObjectReader {
    private final @Nullable String tag;
    private final SortedMap<String, RecordReader> variants;

    FamilyReader(Class<?> family, SortedMap<String, RecordReader> variants) {
        this.tag = Variant.tagOf(family);
        this.variants = variants;
    }

    /** Whether a key of a variant takes a list. */
    boolean takesList(String variant, String key) {
        RecordReader reader = variants.get(variant);
        return reader != null && reader.takesList(key);
    }

    @Override
    public @Nullable Object read(JsonNode node, KeyPath path, Problems problems) {
        if (node.isTextual()) {
            return readText(node.textValue(), path, problems);
        } else if (node instanceof ObjectNode object) {
            return read(object, Set.of(), path, problems);
        }
        for (RecordReader variant : variants.values()) {
            ObjectNode body = node.isArray() ? variant.spellOut((ArrayNode) node) : null;
            if (body != null) {
                return variant.read(body, Set.of(), path, problems);
            }
        }
        problems.notOneOf(path, Problems.show(node), variants.keySet());
        return null;
    }

    @Override
    public @Nullable Object read(ObjectNode node, Set<String> taken, KeyPath path, Problems problems) {
        return tag == null ? readNamed(node, path, problems) : readTagged(tag, node, taken, path, problems);
    }

    private @Nullable Object readText(String text, KeyPath path, Problems problems) {
        for (Map.Entry<String, RecordReader> variant : variants.entrySet()) {
            ObjectNode body = variant.getValue().spellOut(text);
            if (body != null) {
                return variant.getValue().read(body, Set.of(), path.key(variant.getKey()), problems);
            }
        }
        KeyPath inside = tag == null ? path.key(text) : path;
        return readVariant(text, path, JsonNodeFactory.instance.objectNode(), Set.of(), inside, problems);
    }

    private @Nullable Object readTagged(
            String tag, ObjectNode node, Set<String> taken, KeyPath path, Problems problems) {
        JsonNode name = node.hasNonNull(tag) ? node.get(tag) : implied(node);
        if (name == null) {
            problems.invalid(path.key(tag), "missing (must be one of " + String.join(", ", variants.keySet()) + ")");
            return null;
        } else if (name.isMissingNode()) {
            return null;
        }
        Set<String> outside = new LinkedHashSet<>(Set.of(tag));
        outside.addAll(taken);
        return readVariant(
                name.isTextual() ? name.textValue() : name.toString(), path.key(tag), node, outside, path, problems);
    }

    /** The variant that has a key of its own name, which is given: {@code {onnx: model.onnx}}. */
    private @Nullable JsonNode implied(ObjectNode node) {
        return variants.entrySet().stream()
                .filter(variant -> variant.getValue().keys().contains(variant.getKey()))
                .filter(variant -> node.hasNonNull(variant.getKey()))
                .map(variant -> TextNode.valueOf(variant.getKey()))
                .findFirst()
                .orElse(null);
    }

    private @Nullable Object readNamed(ObjectNode node, KeyPath path, Problems problems) {
        if (node.size() != 1) {
            problems.invalid(path, node, "have one key: " + new Suggestions(variants.keySet()).insteadOf(""));
            return null;
        }
        Map.Entry<String, JsonNode> only = node.properties().iterator().next();
        KeyPath inside = path.key(only.getKey());
        JsonNode body = only.getValue().isNull() ? JsonNodeFactory.instance.objectNode() : only.getValue();
        if (body instanceof ObjectNode object) {
            return readVariant(only.getKey(), path, object, Set.of(), inside, problems);
        } else if (!body.isMissingNode()) {
            problems.invalid(inside, body, "be an object");
        }
        return null;
    }

    private @Nullable Object readVariant(
            String name, KeyPath namePath, ObjectNode body, Set<String> taken, KeyPath path, Problems problems) {
        RecordReader variant = variants.get(name);
        if (variant == null) {
            problems.notOneOf(namePath, name, variants.keySet());
            return null;
        } else if (!Collections.disjoint(variant.keys(), taken)) {
            problems.cannot("use " + name + " at " + namePath
                    + ": its keys would have to go into an object that is written already");
            return null;
        }
        return variant.read(body, taken, path, problems);
    }
}
