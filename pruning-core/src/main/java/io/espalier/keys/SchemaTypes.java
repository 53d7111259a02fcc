package io.espalier.keys;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.espalier.binding.ListShorthand;
import io.espalier.binding.Shorthand;
import io.espalier.binding.Variant;
import java.util.Collection;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Writes the JSON Schemas of types, each record and family once among the definitions of a file. */
final class SchemaTypes {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Map<String, String> SCALARS =
            Map.of("whole number", "integer", "number", "number", "true or false", "boolean", "text", "string");

    private final KeyCatalog catalog;
    private final ObjectNode definitions;
    private final String place;
    private final UnaryOperator<ObjectNode> instead;

    /**
     * @param place begins the names of definitions
     * @param instead what may stand in place of a value besides
     */
    SchemaTypes(KeyCatalog catalog, ObjectNode definitions, String place, UnaryOperator<ObjectNode> instead) {
        this.catalog = catalog;
        this.definitions = definitions;
        this.place = place;
        this.instead = instead;
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** One of several. */
    static ObjectNode any(ObjectNode... schemas) {
        ObjectNode any = object();
        any.putArray("anyOf").addAll(java.util.List.of(schemas));
        return any;
    }

    static ObjectNode named(String definition) {
        return object().put("$ref", "#/$defs/" + definition);
    }

    ObjectNode scalar(String words) {
        String name = SCALARS.get(words);
        return name == null ? object() : object().put("type", name);
    }

    ObjectNode words(ValueType.Choice choice) {
        ObjectNode schema = object();
        addAll(schema.putArray("enum"), choice.words());
        return schema;
    }

    ObjectNode list(ValueType element) {
        return object().put("type", "array").set("items", instead.apply(element.schema(this)));
    }

    ObjectNode map(ValueType value) {
        return object().put("type", "object").set("additionalProperties", instead.apply(value.schema(this)));
    }

    /** A reference to what a record's or a family's object must be like. */
    ObjectNode reference(Class<?> type) {
        String name =
                place + type.getName().replaceFirst("^io\\.espalier\\.", "").replace('$', '.');
        if (!definitions.has(name)) {
            definitions.putObject(name);
            definitions.set(name, type.isRecord() && !isVariant(type) ? record(type) : family(type));
        }
        return named(name);
    }

    private boolean isVariant(Class<?> type) {
        return ValueType.of(type) instanceof ValueType.OneOf;
    }

    private ObjectNode record(Class<?> type) {
        Class<?> shared = catalog.sharing(type).orElse(null);
        ObjectNode schema = shared == null ? keys(type) : tagged(shared, type);
        ListShorthand list = type.getAnnotation(ListShorthand.class);
        return list == null ? schema : any(schema, keySchema(type, list.value()));
    }

    private ObjectNode family(Class<?> family) {
        return Variant.tagOf(family) == null ? variants(family) : tagged(family, null);
    }

    /** The name of a variant, or an object with that one key, or a short spelling. */
    private ObjectNode variants(Class<?> family) {
        ArrayNode any = JsonNodeFactory.instance.arrayNode();
        addAll(any.addObject().putArray("enum"), bare(family));
        ObjectNode object =
                any.addObject().put("type", "object").put("minProperties", 1).put("maxProperties", 1);
        ObjectNode properties = object.putObject("properties");
        object.put("additionalProperties", false);
        catalog.variants(family).forEach((name, type) -> {
            properties.set(name, described(instead.apply(any(keys(type), object().put("type", "null"))), type));
            addShorthands(type, any);
        });
        ObjectNode schema = object().put("description", catalog.doc(family).text());
        return schema.set("anyOf", any);
    }

    private void addShorthands(Class<?> type, ArrayNode any) {
        Shorthand text = type.getAnnotation(Shorthand.class);
        if (text != null) {
            any.addObject().put("type", "string").put("pattern", "^(?:" + text.value() + ")$");
        }
        ListShorthand list = type.getAnnotation(ListShorthand.class);
        if (list != null) {
            any.add(keySchema(type, list.value()));
        }
    }

    /** An object that holds the name of a variant beside its keys, and beside those of an owner. */
    private ObjectNode tagged(Class<?> family, @Nullable Class<?> owner) {
        ObjectNode schema = object();
        ArrayNode any = schema.putArray("anyOf");
        addAll(any.addObject().putArray("enum"), bare(family));
        String tag = String.valueOf(Variant.tagOf(family));
        catalog.variants(family).forEach((name, type) -> {
            ObjectNode variant = described(keys(type), type);
            ObjectNode properties = variant.withObjectProperty("properties");
            if (owner != null) {
                addKeys(owner, variant);
            }
            properties.set(tag, instead.apply(object().put("const", name)));
            if (!properties.has(name)) {
                withRequired(variant, tag);
            }
            any.add(variant);
        });
        return schema;
    }

    private ObjectNode keys(Class<?> type) {
        ObjectNode schema = described(object().put("type", "object"), type);
        schema.putObject("properties");
        schema.put("additionalProperties", false);
        addKeys(type, schema);
        return schema;
    }

    private void addKeys(Class<?> type, ObjectNode schema) {
        String tag = catalog.sharing(type).map(Variant::tagOf).orElse(null);
        ObjectNode properties = schema.withObjectProperty("properties");
        for (Key key : catalog.keys(type)) {
            if (!key.name().equals(tag)) {
                properties.set(key.name(), key(key));
                if (key.required()) {
                    withRequired(schema, key.name());
                }
            }
        }
    }

    private static void withRequired(ObjectNode schema, String key) {
        JsonNode known = schema.get("required");
        (known instanceof ArrayNode required ? required : schema.putArray("required")).add(key);
    }

    private ObjectNode keySchema(Class<?> type, String name) {
        return catalog.keys(type).stream()
                .filter(key -> key.name().equals(name))
                .map(key -> key.value().schema(this))
                .findFirst()
                .orElseThrow();
    }

    private ObjectNode key(Key key) {
        ObjectNode plain = key.value().schema(this);
        if (plain.path("type").asText().matches("integer|number")) {
            key.doc().must().forEach(must -> ValueRange.add(must, plain));
        }
        ObjectNode with = instead.apply(plain);
        ObjectNode schema = key.required() ? with : any(with, object().put("type", "null"));
        schema.put("description", key.doc().text());
        if (key.preset() != null) {
            schema.set("default", json(key.preset()));
        }
        return schema;
    }

    private ObjectNode described(ObjectNode schema, Class<?> type) {
        return schema.put("description", catalog.doc(type).text());
    }

    /** The variants that need no keys. */
    private Collection<String> bare(Class<?> family) {
        return catalog.variants(family).entrySet().stream()
                .filter(variant -> catalog.keys(variant.getValue()).stream().noneMatch(Key::required))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static void addAll(ArrayNode array, Collection<String> words) {
        words.forEach(array::add);
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot read a default as JSON: " + text, e);
        }
    }
}
