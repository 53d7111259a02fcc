package io.espalier.binding;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What reflection knows of a record class, read once: the base of {@link Canonical} and of the binder. */
public final class RecordSchema {
    private static final ClassValue<RecordSchema> SCHEMAS = new ClassValue<>() {
        @Override
        protected RecordSchema computeValue(Class<?> type) {
            return new RecordSchema(type);
        }
    };

    private final List<Component> components;
    private final Optional<Variant> variant;
    private final Constructor<?> constructor;

    private RecordSchema(Class<?> type) {
        RecordComponent[] declared = type.getRecordComponents();
        if (declared == null) {
            throw new IllegalArgumentException("Cannot describe " + type.getName() + ": it is not a record");
        }
        components = Arrays.stream(declared).map(Component::new).toList();
        variant = Variant.of(type);
        constructor = canonicalConstructor(type, declared);
    }

    /** @throws IllegalArgumentException if {@code type} is not a record */
    public static RecordSchema of(Class<?> type) {
        return SCHEMAS.get(type);
    }

    public List<Component> components() {
        return components;
    }

    /** Its name within a family; empty for a record outside all families. */
    public Optional<Variant> variant() {
        return variant;
    }

    /** A record of these values, in the order of {@link #components()}; what its constructor throws comes through. */
    public Object construct(@Nullable Object[] values) {
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException refusal) {
                throw refusal;
            }
            throw new IllegalStateException("Cannot construct " + constructor.getDeclaringClass() + ": " + e, e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Cannot construct " + constructor.getDeclaringClass() + ": " + e, e);
        }
    }

    private static Constructor<?> canonicalConstructor(Class<?> type, RecordComponent[] components) {
        try {
            Class<?>[] types =
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            Constructor<?> canonical = type.getDeclaredConstructor(types);
            canonical.setAccessible(true);
            return canonical;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("Cannot describe " + type.getName() + ": " + e, e);
        }
    }
}
