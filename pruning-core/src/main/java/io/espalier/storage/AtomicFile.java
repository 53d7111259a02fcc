package io.espalier.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/**
 * A file that others see whole or not at all, and that survives a power cut once it is seen: it is written under
 * another name in the same file system, synced, and then given its own name unless that is taken.
 */
final class AtomicFile {
    private AtomicFile() {}

    /** Creates a file with this content and syncs it. On failure nothing of it is left. */
    static void write(Path file, Content content) throws StoreException {
        writeUnsynced(file, content);
        try {
            sync(file);
        } catch (StoreException e) {
            discard(file);
            throw e;
        }
    }

    /** The same without the sync: until {@link #sync}, a power cut may tear it. */
    static void writeUnsynced(Path file, Content content) throws StoreException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
            content.writeTo(channel);
        } catch (FileAlreadyExistsException e) {
            throw StoreException.because("write", file.toString(), e);
        } catch (IOException e) {
            discard(file);
            throw StoreException.because("write", file.toString(), e);
        }
    }

    /**
     * Gives a synced file its final name by a hard link and syncs the folder. A file system without links gets a move
     * after a check whether the name is free, which two writers at the same instant may both find.
     *
     * @return whether this call did it; false if the name was taken, which leaves that file as it is
     */
    static boolean publish(Path staged, Path target) throws StoreException {
        boolean won = publishUnsynced(staged, target);
        if (won) {
            syncFolder(folderOf(target));
        }
        return won;
    }

    /** The same for a file that is not synced, in a folder that is not either. */
    static boolean publishUnsynced(Path staged, Path target) throws StoreException {
        try {
            return linkOrMove(staged, target);
        } catch (IOException e) {
            throw StoreException.because("publish", target.toString(), e);
        } finally {
            discard(staged);
        }
    }

    /**
     * Gives a synced file another name, in place of whatever has that now, and syncs the folder.
     *
     * @return whether this call did it; false if the file is gone
     */
    static boolean move(Path file, Path target) throws StoreException {
        try {
            Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
            syncFolder(folderOf(target));
            return true;
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw StoreException.because("move", file.toString(), e);
        }
    }

    /** Gives a synced file its final name, in place of whatever has that now, and syncs the folder. */
    static void replace(Path staged, Path target) throws StoreException {
        try {
            Files.move(staged, target, StandardCopyOption.ATOMIC_MOVE);
            syncFolder(folderOf(target));
        } catch (IOException e) {
            throw StoreException.because("write", target.toString(), e);
        } finally {
            discard(staged);
        }
    }

    /** Creates a folder and the folders above it as needed, so that they survive a power cut. */
    static Path createFolders(Path folder) throws StoreException {
        if (!Files.isDirectory(folder)) {
            Path parent = folderOf(folder);
            try {
                createFolders(parent);
                Files.createDirectories(folder);
                syncFolder(parent);
            } catch (IOException e) {
                throw StoreException.because("create", folder.toString(), e);
            }
        }
        return folder;
    }

    private static boolean linkOrMove(Path staged, Path target) throws IOException {
        try {
            Files.createLink(target, staged);
            return true;
        } catch (FileAlreadyExistsException e) {
            return Files.isSameFile(staged, target); // a network file system may repeat a link that it has made
        } catch (FileSystemException | UnsupportedOperationException e) {
            if (hasLinks(staged)) {
                throw e;
            }
            return moveIfAbsent(staged, target);
        }
    }

    private static boolean hasLinks(Path staged) {
        Path twin = staged.resolveSibling(staged.getFileName() + ".twin");
        try {
            Files.createLink(twin, staged);
            discard(twin);
            return true;
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    private static boolean moveIfAbsent(Path staged, Path target) throws IOException {
        if (Files.exists(target)) {
            return false;
        }
        Files.move(staged, target, StandardCopyOption.ATOMIC_MOVE);
        return true;
    }

    /** Makes what a file holds durable. */
    static void sync(Path file) throws StoreException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        } catch (IOException e) {
            throw StoreException.because("write", file.toString(), e);
        }
    }

    /** Makes the names in a folder durable; does nothing where a folder cannot be opened as a file. */
    static void syncFolder(Path folder) throws StoreException {
        FileChannel channel;
        try {
            channel = FileChannel.open(folder, StandardOpenOption.READ);
        } catch (IOException e) {
            return;
        }
        try (channel) {
            channel.force(true);
        } catch (IOException e) {
            throw StoreException.because("write", folder.toString(), e);
        }
    }

    static Path folderOf(Path file) {
        return Objects.requireNonNull(file.toAbsolutePath().getParent(), "the root is a folder");
    }

    static void discard(Path staged) {
        try {
            Files.deleteIfExists(staged);
        } catch (IOException e) {
            // It stays in its staging folder, where nobody reads it.
        }
    }
}
