package io.espalier.data;

import io.espalier.binding.Tagged;
import io.espalier.binding.Variant;
import io.espalier.storage.FileStamp;
import java.io.IOException;
import java.util.List;

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
     * The files that {@link #load} reads, as they look now, without reading them; none where it cannot tell.
     *
     * @throws IOException if one cannot be looked at
     */
    default List<FileStamp> files() throws IOException {
        return List.of();
    }

    /**
     * Reads everything.
     *
     * @throws IOException if a file is missing, truncated, or not what its checksum says, with the reason
     */
    Examples load() throws IOException;

    /**
     * The same with labels read as targets of a kind.
     *
     * @throws IOException the same, or if its labels are targets of another kind
     */
    default Examples load(Targets.Kind kind) throws IOException {
        if (kind == Targets.Kind.SEQUENCES) {
            throw new IOException("Cannot predict sequences of " + Variant.nameOf(this)
                    + ": its examples have no token at each step (source: corpus or arrays can have)");
        } else if (kind != Targets.Kind.CLASSES) {
            throw new IOException("Cannot train a regression on " + Variant.nameOf(this)
                    + ": its labels are classes (a table, such as source: csv, can have a numeric label)");
        }
        return load();
    }
}
