package io.espalier.export;

import io.espalier.storage.Content;
import io.espalier.storage.Storage;
import io.espalier.storage.StoreException;
import java.io.IOException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A folder that exports are put into: each file appears whole, and none before all of them are written. */
public record ExportFolder(Storage folder, Existing existing) {
    /** What happens to a file of the same name. */
    public enum Existing {
        KEEP,
        REPLACE
    }

    /**
     * Refuses names that are taken, before there is any work.
     *
     * @throws StoreException if a file is there that must stay
     */
    public void checkFree(Iterable<String> names) throws IOException {
        for (String name : names) {
            if (!folder.list(name).isEmpty()) {
                throw new StoreException("write", folder.locate(name), "it is a folder");
            }
            if (existing == Existing.KEEP && folder.exists(name)) {
                throw new StoreException("write", folder.locate(name), "it already exists (--force replaces it)");
            }
        }
    }

    /**
     * Writes files under their names, the first of them last: where that is, all are.
     *
     * @throws StoreException if the folder cannot be written; nothing of the files is left then
     */
    public void write(SortedMap<String, byte[]> files) throws IOException {
        checkFree(files.keySet());
        SortedMap<String, Content> contents = new TreeMap<>();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            contents.put(file.getKey(), Content.of(file.getValue()));
        }
        folder.replaceAll(contents);
    }
}
