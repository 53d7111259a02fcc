package io.espalier.keys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.espalier.binding.RecordSchema;
import io.espalier.binding.Spelling;
import io.espalier.binding.Variant;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What may stand at a key. */
public sealed interface ValueType {
    /** In words, as in {@code list of whole numbers}. */
    String text();

    /** Its JSON Schema. */
    ObjectNode schema(SchemaTypes types);

    /** What it is made of, and what can be told of next. */
    default ValueType content() {
        return this;
    }

    /** The class that keys or choices are of; none of a plain value. */
    default Optional<Class<?>> type() {
        return Optional.empty();
    }

    /** The keys of the object that it is; none of anything else. */
    default List<Key> keys(KeyCatalog catalog) {
        return List.of();
    }

    /** The records that its object may be of, by name. */
    default SortedMap<String, Class<?>> variants(KeyCatalog catalog) {
        return new TreeMap<>();
    }

    /** What can stand below it, by the next name of a path. */
    default SortedMap<String, ValueType> below(KeyCatalog catalog) {
        SortedMap<String, ValueType> below = new TreeMap<>();
        content().variants(catalog).forEach((name, type) -> below.put(name, new Keys(type)));
        content().keys(catalog).forEach(key -> below.put(key.name(), key.value()));
        return below;
    }

    /** A number, a text, a truth value, or anything. */
    record Scalar(Class<?> kind) implements ValueType {
        private static final Map<Class<?>, String> WORDS = Map.of(
                int.class, "whole number",
                Integer.class, "whole number",
                long.class, "whole number",
                Long.class, "whole number",
                double.class, "number",
                Double.class, "number",
                boolean.class, "true or false",
                Boolean.class, "true or false",
                String.class, "text",
                JsonNode.class, "any value");

        static boolean is(Type type) {
            return type instanceof Class<?> named && WORDS.containsKey(named);
        }

        @Override
        public String text() {
            return String.valueOf(WORDS.get(kind));
        }

        @Override
        public ObjectNode schema(SchemaTypes types) {
            return types.scalar(text());
        }
    }

    /** One of some words. */
    record Choice(Class<?> constants) implements ValueType {
        /** The words, as YAML spells them. */
        public List<String> words() {
            return Arrays.stream(constants.getEnumConstants())
                    .map(constant -> Spelling.of((Enum<?>) constant))
                    .toList();
        }

        @Override
        public String text() {
            return "one of " + String.join(", ", words());
        }

        @Override
        public Optional<Class<?>> type() {
            return Optional.of(constants);
        }

        @Override
        public ObjectNode schema(SchemaTypes types) {
            return types.words(this);
        }
    }

    /** A list. */
    record Sequence(ValueType element) implements ValueType {
        @Override
        public String text() {
            return "list: " + element.text();
        }

        @Override
        public ValueType content() {
            return element.content();
        }

        @Override
        public ObjectNode schema(SchemaTypes types) {
            return types.list(element);
        }
    }

    /** An object whose keys are free. */
    record Mapping(ValueType value) implements ValueType {
        @Override
        public String text() {
            return "by name: " + value.text();
        }

        @Override
        public ValueType content() {
            return value.content();
        }

        @Override
        public ObjectNode schema(SchemaTypes types) {
            return types.map(value);
        }
    }

    /** An object whose keys are the components of a record. */
    record Keys(Class<?> record) implements ValueType {
        @Override
        public String text() {
            return "object";
        }

        @Override
        public Optional<Class<?>> type() {
            return Optional.of(record);
        }

        @Override
        public List<Key> keys(KeyCatalog catalog) {
            return catalog.keys(record);
        }

        @Override
        public SortedMap<String, Class<?>> variants(KeyCatalog catalog) {
            return catalog.sharing(record).map(catalog::variants).orElseGet(TreeMap::new);
        }

        @Override
        public ObjectNode schema(SchemaTypes types) {
            return types.reference(record);
        }
    }

    /** One of several records, by its name. */
    record OneOf(Class<?> family) implements ValueType {
        @Override
        public String text() {
            return Spelling.of(family.getSimpleName()).replace('-', ' ');
        }

        @Override
        public Optional<Class<?>> type() {
            return Optional.of(family);
        }

        @Override
        public SortedMap<String, Class<?>> variants(KeyCatalog catalog) {
            return catalog.variants(family);
        }

        @Override
        public ObjectNode schema(SchemaTypes types) {
            return types.reference(family);
        }
    }

    /** @throws IllegalArgumentException if there is no text form for it */
    static ValueType of(Type type) {
        if (Scalar.is(type)) {
            return new Scalar((Class<?>) type);
        } else if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            ValueType last = of(arguments[arguments.length - 1]);
            return generic.getRawType() == List.class ? new Sequence(last) : new Mapping(last);
        } else if (type instanceof Class<?> named && named.isEnum()) {
            return new Choice(named);
        } else if (type instanceof Class<?> named && named.isInterface()) {
            return new OneOf(named);
        } else if (type instanceof Class<?> named && named.isRecord()) {
            return ofRecord(named);
        }
        throw new IllegalArgumentException("Cannot describe " + type + ": there is no text form for it");
    }

    private static ValueType ofRecord(Class<?> type) {
        Optional<Variant> variant = RecordSchema.of(type).variant();
        return variant.isEmpty() ? new Keys(type) : new OneOf(type);
    }
}
