package io.espalier.data;

import io.espalier.binding.Tagged;
import java.io.IOException;

/**
 * Where examples come from, found by {@link java.util.ServiceLoader}: a record whose components are its options, with a
 * no-argument constructor for their defaults.
 */
@Tagged("source")
public interface DatasetSource {
    /**
     * Looks whether there is something to read, at no cost; a source that cannot tell says nothing.
     *
     * @throws IOException if it is known that {@link #load} will fail
     */
    default void requirePresent() throws IOException {}

    /**
     * Reads everything.
     *
     * @throws IOException if a file is missing, truncated, or not what its checksum says, with the reason
     */
    Examples load() throws IOException;
}
