package io.espalier.spark.cli;

import io.espalier.storage.FileTree;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder for all temporary files of this process, {@code espalier-<user>/<id>} where those of the machine are: removed
 * when it ends and, where it is killed, by the user's next command. A process keeps a lock on {@code <id>.lock}, by which
 * others know that it runs.
 */
final class TemporaryFolder {
    private static final String PROPERTY = "java.io.tmpdir";
    private static final String LOCK = ".lock";

    /** Never closed: that it is open is what others look for. */
    private static @Nullable FileChannel running;

    private final Path home;

    private TemporaryFolder(Path home) {
        this.home = home;
    }

    /** Has everything that is loaded from now on put its temporary files there; where that cannot be, nothing changes. */
    static void use() {
        Path shared = Path.of(System.getProperty(PROPERTY));
        try {
            Path own = new TemporaryFolder(shared.resolve("espalier-" + System.getProperty("user.name"))).create();
            keepNatives(shared);
            System.setProperty(PROPERTY, own.toString());
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                remove(own);
                remove(own.resolveSibling(own.getFileName() + LOCK));
            }));
        } catch (IOException | UnsupportedOperationException | SecurityException e) {
            // The machine's folder does as well.
        }
    }

    /** Where home cannot be written libtorch is unpacked among temporary files, but to stay. */
    private static void keepNatives(Path shared) {
        if (!Files.isWritable(Path.of(System.getProperty("user.home"))) && System.getenv("DJL_CACHE_DIR") == null) {
            System.setProperty("DJL_CACHE_DIR", shared.resolve(".djl.ai").toString());
        }
    }

    /** Of the user whose folder this is; folders of processes that were killed go. */
    static Path createIn(Path home) throws IOException {
        return new TemporaryFolder(home).create();
    }

    private Path create() throws IOException {
        claim();
        try (FileChannel all = open(home.resolve("lock"))) {
            all.lock(); // until it is closed
            removeAbandoned();
            Path own = home.resolve(UUID.randomUUID().toString());
            running = open(home.resolve(own.getFileName() + LOCK));
            running.lock();
            return Files.createDirectory(own);
        }
    }

    /** Nobody else may have made it: who owns the folder owns what is in it. */
    private void claim() throws IOException {
        try {
            Files.createDirectory(
                    home, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (FileAlreadyExistsException e) {
            String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(home, LinkOption.NOFOLLOW_LINKS));
            boolean isMine =
                    Files.getOwner(home, LinkOption.NOFOLLOW_LINKS).getName().equals(System.getProperty("user.name"));
            if (!isMine || !mode.equals("rwx------") || !Files.isDirectory(home, LinkOption.NOFOLLOW_LINKS)) {
                throw e;
            }
        }
    }

    private void removeAbandoned() throws IOException {
        for (Path lock : list(home)) {
            String name = lock.getFileName().toString();
            if (name.endsWith(LOCK) && isFree(lock)) {
                remove(home.resolve(name.substring(0, name.length() - LOCK.length())));
                Files.deleteIfExists(lock);
            }
        }
    }

    private static boolean isFree(Path file) throws IOException {
        try (FileChannel channel = open(file)) {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false; // this very process
        }
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.toList();
        }
    }

    private static void remove(Path folder) {
        try {
            new FileTree(folder).delete();
        } catch (IOException e) {
            // Others remove what is in it at the same time, or it is left for the next command.
        }
    }
}
