package io.espalier;

import java.util.Arrays;
import java.util.stream.Stream;

/** The classes that a sealed interface permits, down through sealed interfaces that it permits itself. */
public final class SealedTypes {
    private SealedTypes() {}

    public static Stream<Class<?>> of(Class<?> family) {
        return family.isSealed()
                ? Arrays.stream(family.getPermittedSubclasses()).flatMap(SealedTypes::of)
                : Stream.of(family);
    }
}
