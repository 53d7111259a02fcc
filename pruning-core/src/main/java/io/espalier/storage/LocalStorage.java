package io.espalier.storage;

import io.espalier.binding.InvalidValueException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A folder of a mounted file system, local or of a network, that keeps a file whole under a power cut: see {@link AtomicFile}.
 * What is being written lies in {@code _staging}, or where the folder is the user's own under hidden names beside.
 */
public final class LocalStorage implements Storage {
    private final Path root;
    private final Staging staging;

    private LocalStorage(Path root, Staging staging) {
        this.root = root;
        this.staging = staging;
    }

    /** A folder that belongs to a sweep or a store; it comes with the first file. */
    public static LocalStorage at(Path root) {
        return new LocalStorage(root, new Staging.InFolder(root.resolve("_staging")));
    }

    /** A folder that belongs to the user, where nothing but the files themselves is to be left. */
    public static LocalStorage ofUser(Path folder) {
        return new LocalStorage(folder, new Staging.Beside());
    }

    /** @throws InvalidValueException if it is not one */
    static Path pathOf(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new InvalidValueException("path", text, "be a path: " + e.getReason());
        }
    }

    @Override
    public String location() {
        return root.toAbsolutePath().normalize().toString();
    }

    @Override
    public String locate(String name) {
        return path(name).toString();
    }

    @Override
    public Optional<FileSlice> read(String name, ByteRange range) throws IOException {
        Path file = path(name);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            if (size == 0 && range.equals(ByteRange.all())) {
                return Optional.of(unsized(file));
            }
            ByteBuffer bytes = ByteBuffer.allocate(range.length(file.toString(), size));
            readFully(bytes, channel, range.start(size));
            return Optional.of(new FileSlice(bytes.array(), range.start(size), size));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (DamagedException e) {
            throw e;
        } catch (IOException e) {
            throw failure("read", file, e);
        }
    }

    /** A pipe, and what the kernel tells, has no size until it is read. */
    private static FileSlice unsized(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        return new FileSlice(bytes, 0, bytes.length);
    }

    private static void readFully(ByteBuffer bytes, FileChannel channel, long start) throws IOException {
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, start + bytes.position()) < 0) {
                throw new IOException("it was truncated while being read");
            }
        }
    }

    /** What is no file cannot be what was written. */
    private static IOException failure(String verb, Path file, IOException cause) {
        return Files.isDirectory(file)
                ? new DamagedException(file.toString(), "it is a folder")
                : StoreException.because(verb, file.toString(), cause);
    }

    @Override
    public boolean createIfAbsent(String name, Content content, Durability durability) throws StoreException {
        Path target = path(name);
        return durability == Durability.SYNCED ? createSynced(target, content) : createUnsynced(target, content);
    }

    private boolean createSynced(Path target, Content content) throws StoreException {
        AtomicFile.createFolders(AtomicFile.folderOf(target));
        Path staged = staging.of(target);
        AtomicFile.write(staged, content);
        return AtomicFile.publish(staged, target);
    }

    private boolean createUnsynced(Path target, Content content) throws StoreException {
        Path staged = staging.of(target);
        Path folder = AtomicFile.folderOf(target);
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder);
            }
        } catch (IOException e) {
            throw StoreException.because("create", folder.toString(), e);
        }
        AtomicFile.writeUnsynced(staged, content);
        return AtomicFile.publishUnsynced(staged, target);
    }

    @Override
    public void replace(String name, Content content) throws StoreException {
        replaceAll(new TreeMap<>(Map.of(name, content)));
    }

    @Override
    public void replaceAll(SortedMap<String, Content> files) throws StoreException {
        NavigableMap<Path, Path> written = new TreeMap<>();
        try {
            for (Map.Entry<String, Content> file : files.entrySet()) {
                Path target = path(file.getKey());
                AtomicFile.createFolders(AtomicFile.folderOf(target));
                Path staged = staging.of(target);
                written.put(target, staged);
                AtomicFile.write(staged, file.getValue());
            }
            for (Map.Entry<Path, Path> file : written.descendingMap().entrySet()) {
                AtomicFile.replace(file.getValue(), file.getKey());
            }
        } finally {
            written.values().forEach(AtomicFile::discard);
        }
    }

    @Override
    public List<Entry> list(String folder) throws StoreException {
        Path top = path(folder);
        FileList files = new FileList(root, path -> !staging.holds(path));
        try {
            return files.below(top);
        } catch (IOException e) {
            throw StoreException.because("read", top.toString(), e);
        }
    }

    @Override
    public List<String> specials(String folder) throws StoreException {
        Path top = path(folder);
        try (Stream<Path> all = Files.isDirectory(top) ? Files.walk(top) : Stream.empty()) {
            return all.filter(path -> !Files.isRegularFile(path) && !isFolderWithFiles(path))
                    .filter(path -> !path.equals(top) && Files.exists(path, LinkOption.NOFOLLOW_LINKS))
                    .map(path -> root.relativize(path).toString())
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            throw StoreException.because("read", top.toString(), new IOException(e.getMessage(), e));
        }
    }

    private static boolean isFolderWithFiles(Path path) {
        String[] names = path.toFile().list();
        return names != null && names.length > 0;
    }

    @Override
    public void delete(String name) throws StoreException {
        Path file = path(name);
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw StoreException.because("delete", file.toString(), e);
        }
    }

    @Override
    public void sync(String name) throws StoreException {
        Path file = path(name);
        AtomicFile.sync(file);
        for (Path folder = file; !folder.equals(root); ) {
            folder = Optional.ofNullable(folder.getParent()).orElse(root);
            AtomicFile.syncFolder(folder);
        }
    }

    @Override
    public boolean move(String from, String to) throws StoreException {
        Path target = path(to);
        AtomicFile.createFolders(AtomicFile.folderOf(target));
        return AtomicFile.move(path(from), target);
    }

    @Override
    public LocalFiles localFiles(String folder) {
        return LocalFiles.at(path(folder));
    }

    private Path path(String name) {
        return name.isEmpty() ? root : root.resolve(FileName.checked(name));
    }

    @Override
    public String toString() {
        return root.toString();
    }

    /** Of {@code file:/path}. */
    public static final class Provider implements Storage.Provider {
        @Override
        public String scheme() {
            return "file";
        }

        @Override
        public String example() {
            return "file:/data/out";
        }

        @Override
        public Storage open(URI address) {
            return at(Path.of(address));
        }
    }
}
