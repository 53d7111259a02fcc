package io.espalier.data;

import io.espalier.storage.Storage;
import java.io.IOException;
import java.lang.ref.SoftReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Splits held in memory, each file read once however many threads ask, for as long as memory lasts. A read that fails
 * is tried again by whoever asks next. All task slots of a process share {@link #ofProcess()}.
 */
public final class SplitsCache {
    private static final SplitsCache PROCESS = new SplitsCache();

    private final Map<String, Entry> entries = new ConcurrentHashMap<>();

    /** The cache that everything in this JVM shares: what a task gets by deserialisation cannot be shared otherwise. */
    public static SplitsCache ofProcess() {
        return PROCESS;
    }

    /** The splits in a file, whose content must not change. */
    public Splits get(Storage storage, String name) throws IOException {
        String key = storage.location() + "/" + name;
        return entries.computeIfAbsent(key, path -> new Entry()).get(storage, name);
    }

    private static final class Entry {
        private @Nullable SoftReference<Splits> held;

        synchronized Splits get(Storage storage, String name) throws IOException {
            Splits splits = held == null ? null : held.get();
            if (splits == null) {
                splits = SplitsFile.read(storage, name);
                held = new SoftReference<>(splits);
            }
            return splits;
        }
    }
}
