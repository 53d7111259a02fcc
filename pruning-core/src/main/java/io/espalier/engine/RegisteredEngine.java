package io.espalier.engine;

import io.espalier.binding.Suggestions;
import io.espalier.binding.Variant;
import java.util.List;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * The engine that a process computes with: of those that {@link ServiceLoader} finds the one that the system property
 * {@value #PROPERTY} names, {@value #DEFAULT} unless it is set.
 */
final class RegisteredEngine {
    private static final String PROPERTY = "espalier.engine";
    private static final String DEFAULT = "cpu";
    private static volatile @Nullable Engine engine;

    private RegisteredEngine() {}

    static Engine get() {
        Engine found = engine;
        if (found == null) {
            found = named(System.getProperty(PROPERTY, DEFAULT));
            engine = found;
        }
        return found;
    }

    /** @throws EngineStartException if none is registered by that name */
    static Engine named(String name) {
        List<ServiceLoader.Provider<Engine>> registered =
                ServiceLoader.load(Engine.class, Engine.class.getClassLoader()).stream()
                        .toList();
        return registered.stream()
                .filter(one -> Variant.nameOf(one.type()).equals(name))
                .map(ServiceLoader.Provider::get)
                .findFirst()
                .orElseThrow(() -> new EngineStartException("Invalid " + PROPERTY + ": " + name + " (must be "
                        + new Suggestions(registered.stream()
                                        .map(one -> Variant.nameOf(one.type()))
                                        .toList())
                                .insteadOf(name)
                        + ")"));
    }
}
