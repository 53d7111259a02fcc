package io.espalier.export;

import io.espalier.storage.AtomicFile;
import io.espalier.storage.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder that exports are put into: each file appears whole, and none before all of them are written. Until then they
 * have temporary names with the process's id; what a killed process left of the same files is removed.
 */
public record ExportFolder(Path folder, Existing existing) {
    private static final String TEMPORARY = ".tmp";

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
     * Writes files under their names, the first of them last: where that is, all are.
     *
     * @throws StoreException if the folder cannot be written; nothing of the files is left then
     */
    public void write(SortedMap<String, byte[]> files) throws StoreException {
        checkFree(files.keySet());
        AtomicFile.createFolders(folder);
        NavigableMap<Path, Path> staged = new TreeMap<>();
        try {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                removeLeft(file.getKey());
                Path temporary = folder.resolve(temporary(file.getKey()));
                staged.put(folder.resolve(file.getKey()), temporary);
                AtomicFile.write(temporary, ByteBuffer.wrap(file.getValue()));
            }
            moveLastToFirst(staged);
        } finally {
            staged.values().forEach(ExportFolder::discard);
        }
    }

    private static void moveLastToFirst(NavigableMap<Path, Path> staged) throws StoreException {
        for (Map.Entry<Path, Path> file : staged.descendingMap().entrySet()) {
            if (!AtomicFile.move(file.getValue(), file.getKey())) {
                throw new StoreException("write", file.getKey(), "another process removed it");
            }
        }
    }

    private static String temporary(String name) {
        return "." + name + "." + ProcessHandle.current().pid() + "-" + UUID.randomUUID() + TEMPORARY;
    }

    /** Removes temporary files of this name whose process is no more. */
    private void removeLeft(String name) throws StoreException {
        Pattern temporary =
                Pattern.compile("\\." + Pattern.quote(name) + "\\.(\\d{1,18})-[0-9a-f-]+" + Pattern.quote(TEMPORARY));
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> isLeft(temporary.matcher(file.getFileName().toString())))
                    .forEach(ExportFolder::discard);
        } catch (IOException e) {
            throw StoreException.because("read", folder, e);
        }
    }

    private static boolean isLeft(Matcher temporary) {
        return temporary.matches()
                && ProcessHandle.of(Long.parseLong(temporary.group(1))).isEmpty();
    }

    private static void discard(Path temporary) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            // It has a name that no reader takes for an export.
        }
    }
}
