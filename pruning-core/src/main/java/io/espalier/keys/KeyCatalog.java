package io.espalier.keys;

import io.espalier.binding.Binder;
import io.espalier.binding.Component;
import io.espalier.binding.RecordSchema;
import io.espalier.binding.Variant;
import io.espalier.config.SweepKeys;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;

/** The keys of records and the records of families, with what the sources say of them. */
public final class KeyCatalog {
    private final Binder binder;
    private final TypeDocs docs;

    /** @param binder sees the variants of open families */
    public KeyCatalog(Binder binder) {
        this.binder = binder;
        this.docs = new TypeDocs(binder);
    }

    /** The whole file. */
    public ValueType root() {
        return ValueType.of(SweepKeys.class);
    }

    /** What the sources say of a record, a family or an enum. */
    public TypeDoc doc(Class<?> type) {
        return docs.of(type);
    }

    /** The records of a family by name. */
    public SortedMap<String, Class<?>> variants(Class<?> family) {
        return binder.variants(family);
    }

    /** The keys of a record in its order, those of what shares its object included. */
    public List<Key> keys(Class<?> type) {
        return RecordSchema.of(type).components().stream()
                .flatMap(component -> keys(type, component))
                .toList();
    }

    /** The keys of a record that are its own components. */
    public List<Key> ownKeys(Class<?> type) {
        return RecordSchema.of(type).components().stream()
                .filter(component -> !component.isUnwrapped() || Variant.tagOf((Class<?>) component.type()) != null)
                .flatMap(component -> keys(type, component))
                .toList();
    }

    /** The records that share the object of a record. */
    public List<Class<?>> parts(Class<?> type) {
        return RecordSchema.of(type).components().stream()
                .filter(Component::isUnwrapped)
                .<Class<?>>map(component -> (Class<?>) component.type())
                .filter(Class::isRecord)
                .toList();
    }

    /** The family whose variant shares the object of a record. */
    public Optional<Class<?>> sharing(Class<?> type) {
        return RecordSchema.of(type).components().stream()
                .filter(Component::isUnwrapped)
                .<Class<?>>map(component -> (Class<?>) component.type())
                .filter(Class::isInterface)
                .findFirst();
    }

    private Stream<Key> keys(Class<?> owner, Component component) {
        if (!component.isUnwrapped()) {
            return Stream.of(key(owner, component, component.key(), component.type()));
        }
        Class<?> shared = (Class<?>) component.type();
        String tag = Variant.tagOf(shared);
        return tag == null ? keys(shared).stream() : Stream.of(key(owner, component, tag, shared));
    }

    private Key key(Class<?> owner, Component component, String name, Type type) {
        boolean preset = component.defaultTree() != null;
        return new Key(
                name,
                ValueType.of(type),
                !preset && !component.isOptional(),
                preset ? String.valueOf(component.defaultTree()) : null,
                docs.of(owner).key(name));
    }
}
