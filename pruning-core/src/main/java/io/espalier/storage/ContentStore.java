package io.espalier.storage;

import static io.espalier.binding.InvalidValueException.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Blobs by kind and key in a folder that many processes share, on any mounted file system. A blob is a pure function of
 * its key, so the first writer wins and later ones find it done. Each file holds a {@linkplain Seal SHA-256} of its kind,
 * its key and its content; a damaged one, or one that was moved, is reported to readers and put right by the next writer. So a power cut, which may damage what was published within
 * the last seconds and is not {@linkplain #sync synced}, costs work and nothing else. Nothing is deleted but by
 * {@link #remove}, and own temporary files.
 *
 * <pre>
 * &lt;root&gt;/&lt;kind&gt;/&lt;first two of key&gt;/&lt;key&gt;
 * &lt;root&gt;/_staging/     files being written
 * &lt;root&gt;/_violations/  later contents that differ from the first
 * &lt;root&gt;/_damaged/&lt;kind&gt;/  files that were put right, or are to be
 * </pre>
 */
public final class ContentStore {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]{2}[a-z0-9._-]{0,98}");
    private static final String VIOLATIONS = "_violations";
    private static final String DAMAGED = "_damaged";
    private static final int UUID_LENGTH = 36;

    private final Path root;

    /** What became of a blob that was published. */
    public enum Published {
        /** It is in the store now, by this call. */
        WON,
        /** It was there already, with the same content. */
        SAME,
        /** It was there already, with other content: a key that does not determine its content. */
        DIFFERENT
    }

    /**
     * What a check of every file found, by names relative to the root.
     *
     * @param blobs how many there are, damaged ones and strangers' files included
     */
    public record Audit(long blobs, List<String> damaged, List<String> violations) {
        public Audit {
            damaged = List.copyOf(damaged);
            violations = List.copyOf(violations);
        }
    }

    private ContentStore(Path root) {
        this.root = root;
    }

    /** Opens a store, creating its folder if need be. */
    public static ContentStore open(Path root) throws StoreException {
        AtomicFile.createFolders(root.resolve("_staging"));
        return new ContentStore(root);
    }

    public boolean contains(String kind, String key) {
        return Files.exists(file(kind, key));
    }

    /** Whether a blob is there and can be read as it was written. */
    public boolean isWhole(String kind, String key) {
        try {
            return find(kind, key).isPresent();
        } catch (IOException e) {
            return false;
        }
    }

    /** The keys of one kind. */
    public Set<String> keys(String kind) throws IOException {
        return files(kind).stream()
                .filter(this::isInPlace)
                .map(path -> path.getFileName().toString())
                .collect(Collectors.toSet());
    }

    /**
     * The content that was published, if any was.
     *
     * @throws DamagedException if the file is not whole; compute its content again and publish it
     */
    public Optional<byte[]> find(String kind, String key) throws IOException {
        Path file = file(kind, key);
        try {
            return Optional.of(new Seal(kind, key).read(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (FileSystemException e) {
            throw StoreException.because("read", file, e);
        }
    }

    /** Publishes content that is the same only if all its bytes are. */
    public Published publish(String kind, String key, byte[] content) throws IOException {
        return publish(kind, key, content, Arrays::equals);
    }

    /**
     * Publishes content.
     *
     * @param same whether two contents agree in all that the key determines; durations, for example, may differ
     * @throws StoreException if it cannot be written; then nothing is changed
     */
    public Published publish(String kind, String key, byte[] content, BiPredicate<byte[], byte[]> same)
            throws IOException {
        Path target = file(kind, key);
        createFolder(AtomicFile.folderOf(target));
        if (AtomicFile.publishUnsynced(stage(kind, key, content), target)) {
            return Published.WON;
        }
        byte[] first;
        try {
            first = find(kind, key).orElseThrow(() -> new NoSuchFileException(target.toString()));
        } catch (DamagedException e) {
            repair(kind, target, stage(kind, key, content));
            return Published.WON;
        }
        return same.test(first, content) ? Published.SAME : violation(kind, key, content);
    }

    /** Bytes that a blob takes; 0 if it is not there. */
    public long size(String kind, String key) throws IOException {
        Path file = file(kind, key);
        return Files.exists(file) ? Files.size(file) : 0;
    }

    /** Deletes a blob, if it is there. */
    public void remove(String kind, String key) throws IOException {
        Files.deleteIfExists(file(kind, key));
    }

    /** Makes a blob survive a power cut. */
    public void sync(String kind, String key) throws StoreException {
        Path blob = file(kind, key);
        AtomicFile.sync(blob);
        for (Path folder = blob; !folder.equals(root); ) {
            folder = AtomicFile.folderOf(folder);
            AtomicFile.syncFolder(folder);
        }
    }

    /** Reads every blob. */
    public Audit audit() throws IOException {
        List<Path> blobs = new ArrayList<>();
        for (String kind : kinds()) {
            blobs.addAll(files(kind));
        }
        List<String> damaged = new ArrayList<>();
        for (Path blob : blobs) {
            if (isDamaged(blob)) {
                damaged.add(blob.toString());
            }
        }
        List<Path> violations = files(VIOLATIONS);
        return new Audit(
                blobs.size(), damaged, violations.stream().map(Path::toString).toList());
    }

    private Path stage(String kind, String key, byte[] content) throws StoreException {
        Path staged = root.resolve("_staging").resolve(key + "." + UUID.randomUUID());
        AtomicFile.writeUnsynced(staged, new Seal(kind, key).seal(content));
        return staged;
    }

    private static void createFolder(Path folder) throws StoreException {
        if (!Files.isDirectory(folder)) {
            try {
                Files.createDirectories(folder);
            } catch (IOException e) {
                throw StoreException.because("create", folder, e);
            }
        }
    }

    private Published violation(String kind, String key, byte[] content) throws StoreException {
        Path kept = AtomicFile.createFolders(root.resolve(VIOLATIONS));
        Path target = kept.resolve(kind + "." + key + "." + UUID.randomUUID());
        AtomicFile.publishUnsynced(stage(kind, key, content), target);
        return Published.DIFFERENT;
    }

    private void repair(String kind, Path target, Path staged) throws IOException {
        Files.copy(target, damagedFolder(kind).resolve(staged.getFileName()));
        AtomicFile.sync(staged);
        AtomicFile.move(staged, target);
    }

    private Path damagedFolder(String kind) throws StoreException {
        return AtomicFile.createFolders(root.resolve(DAMAGED).resolve(kind));
    }

    /** Moves every damaged blob to where no reader finds it, and says which; {@link #lost} tells until they are made again. */
    public List<String> setDamagedAside() throws IOException {
        List<String> damaged = audit().damaged();
        for (String blob : damaged) {
            setAside(root.resolve(blob), Path.of(blob).getName(0).toString());
        }
        return damaged;
    }

    /** Moves a blob to where no reader finds it, and says where it was; it is {@link #lost} until it is made again. */
    public Path setAside(String kind, String key) throws IOException {
        return setAside(file(kind, key), kind);
    }

    private Path setAside(Path file, String kind) throws StoreException {
        AtomicFile.move(file, damagedFolder(kind).resolve(file.getFileName() + "." + UUID.randomUUID()));
        return file;
    }

    /** Keys of one kind that were found damaged and are not there now. */
    public Set<String> lost(String kind) throws IOException {
        Path folder = root.resolve(DAMAGED).resolve(kind);
        if (!Files.isDirectory(folder)) {
            return Set.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .map(name -> name.substring(0, Math.max(0, name.length() - UUID_LENGTH - 1)))
                    .filter(key -> NAME.matcher(key).matches() && !contains(kind, key))
                    .collect(Collectors.toSet());
        }
    }

    private Path file(String kind, String key) {
        check(NAME.matcher(kind).matches(), "kind", kind, "match " + NAME);
        check(NAME.matcher(key).matches(), "key", key, "match " + NAME);
        return root.resolve(kind).resolve(key.substring(0, 2)).resolve(key);
    }

    private List<String> kinds() throws IOException {
        try (Stream<Path> folders = Files.list(root)) {
            return folders.map(folder -> folder.getFileName().toString())
                    .filter(name -> NAME.matcher(name).matches())
                    .sorted()
                    .toList();
        }
    }

    /** The files below a top folder, relative to the root, in order. */
    private List<Path> files(String topFolder) throws IOException {
        Path folder = root.resolve(topFolder);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(Files::isRegularFile)
                    .map(root::relativize)
                    .sorted()
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Whether a file is not the blob of the name that it has. */
    private boolean isDamaged(Path relative) throws IOException {
        try {
            return !isInPlace(relative)
                    || find(
                                    relative.getName(0).toString(),
                                    relative.getFileName().toString())
                            .isEmpty();
        } catch (DamagedException e) {
            return true;
        }
    }

    /** Whether a file has the name of a blob, where a reader looks for it. */
    private boolean isInPlace(Path relative) {
        String key = relative.getFileName().toString();
        return NAME.matcher(key).matches()
                && file(relative.getName(0).toString(), key).equals(root.resolve(relative));
    }
}
