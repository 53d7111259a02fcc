package io.espalier.binding;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/** One component of a record, as its text forms see it. */
public final class Component {
    private final String name;
    private final String key;
    private final Type type;
    private final Method accessor;
    private final @Nullable JsonNode defaultTree;
    private final boolean optional;
    private final boolean unwrapped;

    Component(RecordComponent component) {
        name = component.getName();
        key = Spelling.of(name);
        type = component.getGenericType();
        accessor = component.getAccessor();
        accessor.setAccessible(true);
        Default given = component.getAnnotation(Default.class);
        defaultTree = given == null ? null : Canonical.parse(given.value());
        optional = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
        unwrapped = component.isAnnotationPresent(Unwrapped.class);
    }

    /** Its name in Java. */
    public String name() {
        return name;
    }

    /** Its name in YAML and JSON. */
    public String key() {
        return key;
    }

    public Type type() {
        return type;
    }

    /** Its {@link Default} as a tree; null without one. */
    public @Nullable JsonNode defaultTree() {
        return defaultTree;
    }

    /** Whether it may be null. */
    public boolean isOptional() {
        return optional;
    }

    /** Whether its own keys stand in its owner's object. */
    public boolean isUnwrapped() {
        return unwrapped;
    }

    /** Its value in a record. */
    public @Nullable Object of(Record owner) {
        try {
            return accessor.invoke(owner);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("Cannot read " + key + " of " + owner.getClass() + ": " + e, e);
        }
    }
}
