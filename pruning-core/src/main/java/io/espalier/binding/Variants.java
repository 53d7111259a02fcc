package io.espalier.binding;

import java.util.Arrays;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Finds the records of a family: those that a sealed interface permits, those that are registered for an open one. */
record Variants(Plugins plugins) {
    /**
     * By name.
     *
     * @throws ServiceConfigurationError if a registered class cannot be loaded, is not a record, or shares its name
     */
    SortedMap<String, Class<?>> of(Class<?> family) {
        SortedMap<String, Class<?>> types = new TreeMap<>();
        types(family).forEach(type -> {
            Class<?> other = types.putIfAbsent(name(type), type);
            if (other != null && other != type) {
                throw new ServiceConfigurationError(other.getName() + " and " + type.getName() + " share a name");
            }
        });
        return types;
    }

    private Stream<? extends Class<?>> types(Class<?> family) {
        if (!family.isInterface()) {
            return Stream.of(family);
        } else if (family.isSealed()) {
            return Arrays.stream(family.getPermittedSubclasses()).flatMap(this::types);
        }
        return ServiceLoader.load(family, plugins.loader()).stream().map(ServiceLoader.Provider::type);
    }

    private static String name(Class<?> type) {
        if (!type.isRecord()) {
            throw new ServiceConfigurationError(type.getName() + " is not a record");
        }
        return RecordSchema.of(type).variant().orElseThrow().name();
    }
}
