package io.espalier.data;

import io.espalier.schema.Tagged;
import java.io.IOException;

/**
 * Where examples come from, found by {@link java.util.ServiceLoader}: a record whose components are its options, with a
 * no-argument constructor for their defaults.
 */
@Tagged("source")
public interface DatasetSource {
    /**
     * Reads everything.
     *
     * @throws IOException if a file is missing, truncated, or not what its checksum says, with the reason
     */
    Examples load() throws IOException;
}
