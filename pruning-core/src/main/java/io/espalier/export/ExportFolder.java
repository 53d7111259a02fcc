package io.espalier.export;

import io.espalier.storage.AtomicFile;
import io.espalier.storage.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** A folder that exports are put into: each file appears whole, and none before all of them are written. */
public record ExportFolder(Path folder, Existing existing) {
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
    public void checkFree(Iterable<String> names) throws StoreException {
        for (String name : names) {
            Path file = folder.resolve(name);
            if (Files.isDirectory(file)) {
                throw new StoreException("write", file, "it is a folder");
            }
            if (existing == Existing.KEEP && Files.exists(file)) {
                throw new StoreException("write", file, "it is there already (--force replaces it)");
            }
        }
    }

    /**
     * Writes the files of an artifact.
     *
     * @throws StoreException if the folder cannot be written; nothing of the artifact is left then
     */
    public void write(Artifact artifact) throws StoreException {
        checkFree(artifact.files().keySet());
        AtomicFile.createFolders(folder);
        Map<Path, Path> staged = new LinkedHashMap<>();
        try {
            for (Map.Entry<String, byte[]> file : artifact.files().entrySet()) {
                Path temporary = folder.resolve("." + file.getKey() + "." + UUID.randomUUID() + ".tmp");
                staged.put(temporary, folder.resolve(file.getKey()));
                AtomicFile.write(temporary, ByteBuffer.wrap(file.getValue()));
            }
            for (Map.Entry<Path, Path> file : staged.entrySet()) {
                AtomicFile.move(file.getKey(), file.getValue());
            }
        } finally {
            staged.keySet().forEach(ExportFolder::discard);
        }
    }

    private static void discard(Path temporary) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            // It has a name that no reader takes for an export.
        }
    }
}
