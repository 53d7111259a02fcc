package io.espalier.keys;

import org.jspecify.annotations.Nullable;

/**
 * A key of an object.
 *
 * @param value what may stand there
 * @param required whether it must be given
 * @param preset its value where it is left out, as JSON; null where it has none
 */
public record Key(
        String name,
        ValueType value,
        boolean required,
        @Nullable String preset,
        KeyDoc doc) {}
