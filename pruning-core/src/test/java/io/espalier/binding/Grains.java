package io.espalier.binding;

import io.espalier.data.DatasetSource;
import io.espalier.data.Examples;

/** A data source, as a user's jar may bring it. */
public record Grains(@Default("10") int perClass) implements DatasetSource {
    public Grains() {
        this(10);
    }

    @Override
    public Examples load() {
        throw new UnsupportedOperationException();
    }
}
