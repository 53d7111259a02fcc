package io.espalier.storage;

import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which keys of one kind a content store holds. The first few are asked for by name, for a list of all may be long; for any
 * more all are listed, once. Not for several threads.
 */
public final class StoredKeys {
    private static final int FEW = 16;

    private final ContentStore store;
    private final String kind;
    private int asked;
    private @Nullable Set<String> listed;

    StoredKeys(ContentStore store, String kind) {
        this.store = store;
        this.kind = kind;
    }

    public boolean contains(String key) throws IOException {
        if (listed == null && asked < FEW) {
            asked++;
            return store.contains(kind, key);
        }
        if (listed == null) {
            listed = store.keys(kind);
        }
        return listed.contains(key);
    }
}
