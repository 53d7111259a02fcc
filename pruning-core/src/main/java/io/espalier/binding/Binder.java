package io.espalier.binding;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes records out of trees of text: the inverse of {@link io.espalier.binding.Canonical}, and more lenient. Variants of
 * open families are those that {@link java.util.ServiceLoader} finds. Costly to make, safe to share between threads.
 */
public final class Binder {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static volatile Binder latest = new Binder(Plugins.ofContext());

    private final Variants variants;
    private final Map<Type, Reader> readers = new ConcurrentHashMap<>(ScalarReader.all());
    private final Map<Component, Object> defaults = new ConcurrentHashMap<>();

    /** @param plugins sees the variants of open families */
    public Binder(ClassLoader plugins) {
        this(Plugins.of(plugins));
    }

    private Binder(Plugins plugins) {
        variants = new Variants(plugins);
    }

    /**
     * A binder that sees what this thread's context class loader sees, user jars included: the same as in the last call,
     * unless that was for another loader or for fewer jars.
     */
    public static Binder ofContext() {
        Plugins seen = Plugins.ofContext();
        Binder known = latest;
        if (!known.variants.plugins().equals(seen)) {
            known = new Binder(seen);
            latest = known;
        }
        return known;
    }

    /**
     * Reads canonical JSON back, for example that of a {@link io.espalier.sweep.Trial}.
     *
     * @throws ConfigException if the text is not JSON or does not fit {@code type}
     */
    public <T> T parse(String json, Class<T> type) {
        Problems problems = new Problems();
        KeyPath path = KeyPath.ROOT.key(Spelling.of(type.getSimpleName()));
        T value = bind(tree(json, problems), type, path, problems);
        return problems.valueOrThrow(value, type.getSimpleName());
    }

    /**
     * Reads one value from YAML.
     *
     * @param key what messages call it
     * @throws ConfigException if the text is not YAML or does not fit {@code type}
     */
    public <T> T parseYaml(String yaml, Class<T> type, String key) {
        Problems problems = new Problems();
        T value = bind(Yaml.read(yaml, key, problems), type, KeyPath.ROOT.key(key), problems);
        return problems.valueOrThrow(value, key);
    }

    /** Reads a tree as a value of {@code type}; null where it does not fit, with the reasons in {@code problems}. */
    public <T> @Nullable T bind(JsonNode tree, Class<T> type, KeyPath path, Problems problems) {
        return type.cast(read(type, tree, path, problems));
    }

    /** Reads a list, and leaves out the elements that do not fit. */
    public <T> List<T> bindAll(JsonNode tree, Class<T> element, KeyPath path, Problems problems) {
        List<T> elements = new ArrayList<>(tree.size());
        if (!tree.isArray() && !tree.isMissingNode()) {
            problems.invalid(path, tree, "be a list");
        }
        for (int i = 0; tree.isArray() && i < tree.size(); i++) {
            T value = bind(tree.get(i), element, path.index(i), problems);
            if (value != null) {
                elements.add(value);
            }
        }
        return elements;
    }

    /** Reads a tree as a value of {@code type}. A missing node stands for something already reported. */
    @Nullable
    Object read(Type type, JsonNode tree, KeyPath path, Problems problems) {
        if (tree.isMissingNode()) {
            return null;
        }
        try {
            return reader(type).read(tree, path, problems);
        } catch (ServiceConfigurationError e) {
            problems.cannot("find the choices for " + path + ": " + e.getMessage());
            return null;
        }
    }

    /** The value of a component that has a default and is left out. */
    @Nullable
    Object readDefault(Component component, JsonNode tree, KeyPath path, Problems problems) {
        Object known = defaults.get(component);
        Object value = known == null ? read(component.type(), tree, path, problems) : known;
        if (value != null && known == null) {
            defaults.put(component, value);
        }
        return value;
    }

    /** Whether a key of a variant takes a list; false where there is no such variant or key. */
    public boolean takesList(Class<?> family, String variant, String key) {
        return reader(family) instanceof FamilyReader variants && variants.takesList(variant, key);
    }

    /**
     * The records of a family by their names: those that a sealed interface permits, those that are registered for an open
     * one.
     *
     * @throws ServiceConfigurationError if a registered class cannot be loaded, is not a record, or shares its name
     */
    public SortedMap<String, Class<?>> variants(Class<?> family) {
        return variants.of(family);
    }

    /** The reader of a component that shares its owner's object. */
    ObjectReader objectReader(Component component) {
        if (reader(component.type()) instanceof ObjectReader reader) {
            return reader;
        }
        throw new IllegalStateException("Cannot unwrap " + component.key() + ": it is not written as an object");
    }

    private Reader reader(Type type) {
        Reader known = readers.get(type);
        if (known != null) {
            return known;
        }
        Reader made = make(type);
        readers.put(type, made);
        return made;
    }

    private Reader make(Type type) {
        if (type instanceof Class<?> named) {
            return make(named);
        } else if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
            return new ListReader(this, generic.getActualTypeArguments()[0]);
        } else if (type instanceof ParameterizedType generic && generic.getRawType() == Map.class) {
            return new MapReader(this, generic.getActualTypeArguments()[1]);
        }
        throw new IllegalStateException("Cannot bind " + type + ": there is no text form for it");
    }

    private Reader make(Class<?> type) {
        if (type.isEnum()) {
            return EnumReader.of(type);
        } else if (type.isRecord() && RecordSchema.of(type).variant().isEmpty()) {
            return new RecordReader(this, type);
        } else if (type.isRecord() || type.isInterface()) {
            return new FamilyReader(type, readers(variants.of(type)));
        }
        throw new IllegalStateException("Cannot bind " + type + ": there is no text form for it");
    }

    private SortedMap<String, RecordReader> readers(SortedMap<String, Class<?>> types) {
        SortedMap<String, RecordReader> made = new TreeMap<>();
        types.forEach((name, type) -> made.put(name, new RecordReader(this, type)));
        return made;
    }

    private static JsonNode tree(String json, Problems problems) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            problems.cannot("read it as JSON: " + e.getOriginalMessage());
            return JSON.missingNode();
        }
    }
}
