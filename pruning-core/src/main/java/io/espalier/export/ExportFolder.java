package io.espalier.export;

import io.espalier.storage.Content;
import io.espalier.storage.Storage;
import io.espalier.storage.Storage.Durability;
import io.espalier.storage.StoreException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

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
                throw new StoreException("write", folder.locate(name), "it is there already (--force replaces it)");
            }
        }
    }

    /**
     * Writes the files of an artifact.
     *
     * @throws StoreException if the folder cannot be written; nothing of the artifact is left then
     */
    public void write(Artifact artifact) throws IOException {
        checkFree(artifact.files().keySet());
        Map<String, String> staged = new LinkedHashMap<>();
        try {
            for (Map.Entry<String, byte[]> file : artifact.files().entrySet()) {
                String temporary = "." + file.getKey() + "." + UUID.randomUUID();
                staged.put(temporary, file.getKey());
                folder.createIfAbsent(temporary, Content.of(file.getValue()), Durability.SYNCED);
            }
            for (Map.Entry<String, String> file : staged.entrySet()) {
                folder.move(file.getKey(), file.getValue());
            }
        } finally {
            for (String temporary : staged.keySet()) {
                folder.delete(temporary);
            }
        }
    }
}
