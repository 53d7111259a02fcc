package io.espalier.storage;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.storage.Storage.Durability;
import io.espalier.storage.Storage.Entry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Blobs by kind and key in a storage that many processes share. A blob is a pure function of its key, so the first writer
 * wins and later ones find it done. Each file holds a {@linkplain Seal SHA-256} of its kind, its key and its content; a
 * damaged one, or one that was moved, is reported to readers and put right by the next writer. So a power cut, which may
 * damage what was published within the last seconds and is not {@linkplain #sync synced}, costs work and nothing else.
 * Nothing is deleted but by {@link #remove}, and own temporary files.
 *
 * <pre>
 * &lt;kind&gt;/&lt;first two of key&gt;/&lt;key&gt;
 * _violations/  later contents that differ from the first
 * _damaged/&lt;kind&gt;/  files that were put right, or are to be
 * </pre>
 */
public final class ContentStore {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]{2}[a-z0-9._-]{0,98}");
    private static final String VIOLATIONS = "_violations";
    private static final String DAMAGED = "_damaged/";
    private static final int UUID_LENGTH = 36;

    private final Storage storage;

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

    private ContentStore(Storage storage) {
        this.storage = storage;
    }

    /** As {@link Storage#absence}. */
    public Duration absence() {
        return storage.absence();
    }

    /** The blobs of a storage, of which there may be none yet. */
    public static ContentStore open(Storage storage) {
        return new ContentStore(storage);
    }

    public boolean contains(String kind, String key) throws IOException {
        return storage.exists(file(kind, key));
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
        return storage.list(kind).stream()
                .map(Entry::name)
                .filter(ContentStore::isInPlace)
                .map(FileName::last)
                .collect(Collectors.toSet());
    }

    /** The keys of one kind, to be asked for some of them. */
    public StoredKeys stored(String kind) {
        return new StoredKeys(this, kind);
    }

    /**
     * The content that was published, if any was.
     *
     * @throws DamagedException if the file is not whole; compute its content again and publish it
     */
    public Optional<byte[]> find(String kind, String key) throws IOException {
        String file = file(kind, key);
        Optional<byte[]> stored = storage.read(file);
        return stored.isEmpty()
                ? Optional.empty()
                : Optional.of(new Seal(kind, key).open(storage.locate(file), stored.get()));
    }

    /** Publishes content that is the same only if all its bytes are. */
    public Published publish(String kind, String key, byte[] content) throws IOException {
        return publish(kind, key, content, Arrays::equals);
    }

    /**
     * Publishes content.
     *
     * @param same whether two contents agree in all that the key determines; durations, for example, may differ
     * @throws StoreException if it cannot be written; then nothing is changed, or it is there as if it could
     */
    public Published publish(String kind, String key, byte[] content, BiPredicate<byte[], byte[]> same)
            throws IOException {
        String file = file(kind, key);
        Content sealed = new Seal(kind, key).seal(content);
        if (storage.createIfAbsent(file, sealed, Durability.UNSYNCED)) {
            return Published.WON;
        }
        byte[] first;
        try {
            first = find(kind, key)
                    .orElseThrow(() -> new StoreException("read", storage.locate(file), "it has been deleted"));
        } catch (DamagedException e) {
            repair(kind, file, sealed);
            return Published.WON;
        }
        return same.test(first, content) ? Published.SAME : violation(kind, key, sealed);
    }

    private Published violation(String kind, String key, Content sealed) throws IOException {
        String kept = VIOLATIONS + "/" + kind + "." + key + "." + UUID.randomUUID();
        storage.createIfAbsent(kept, sealed, Durability.UNSYNCED);
        return Published.DIFFERENT;
    }

    /** Keeps a copy of the damaged bytes. */
    private void repair(String kind, String file, Content sealed) throws IOException {
        storage.createIfAbsent(aside(kind, file), Content.of(storage, file), Durability.UNSYNCED);
        storage.replace(file, sealed);
    }

    /** Bytes that a blob takes; 0 if it is not there. */
    public long size(String kind, String key) throws IOException {
        return storage.size(file(kind, key)).orElse(0);
    }

    /** Deletes a blob, if it is there. */
    public void remove(String kind, String key) throws IOException {
        storage.delete(file(kind, key));
    }

    /** Makes a blob survive a power cut. */
    public void sync(String kind, String key) throws IOException {
        storage.sync(file(kind, key));
    }

    /** Reads every blob. */
    public Audit audit() throws IOException {
        List<String> files = storage.list("").stream().map(Entry::name).toList();
        List<String> blobs = files.stream().filter(ContentStore::isOfKind).toList();
        List<String> damaged = new ArrayList<>();
        for (String blob : blobs) {
            if (isDamaged(blob)) {
                damaged.add(blob);
            }
        }
        List<String> violations =
                files.stream().filter(file -> file.startsWith(VIOLATIONS + "/")).toList();
        return new Audit(blobs.size(), damaged, violations);
    }

    /** Moves every damaged blob to where no reader finds it, and says which; {@link #lost} tells until they are made again. */
    public List<String> setDamagedAside() throws IOException {
        List<String> damaged = audit().damaged();
        for (String blob : damaged) {
            moveAside(FileName.child(blob, ""), blob);
        }
        return damaged;
    }

    /** Moves a blob to where no reader finds it, and says where it was; it is {@link #lost} until it is made again. */
    public String setAside(String kind, String key) throws IOException {
        moveAside(kind, file(kind, key));
        return storage.locate(file(kind, key));
    }

    private void moveAside(String kind, String file) throws IOException {
        storage.move(file, aside(kind, file));
    }

    private static String aside(String kind, String file) {
        return DAMAGED + kind + "/" + FileName.last(file) + "." + UUID.randomUUID();
    }

    /** Keys of one kind that were found damaged and are not there now. */
    public Set<String> lost(String kind) throws IOException {
        Set<String> damaged = storage.list(DAMAGED + kind).stream()
                .map(entry -> FileName.last(entry.name()))
                .map(name -> name.substring(0, Math.max(0, name.length() - UUID_LENGTH - 1)))
                .filter(key -> NAME.matcher(key).matches())
                .collect(Collectors.toSet());
        for (String key : List.copyOf(damaged)) {
            if (contains(kind, key)) {
                damaged.remove(key);
            }
        }
        return damaged;
    }

    private static String file(String kind, String key) {
        check(NAME.matcher(kind).matches(), "kind", kind, "match " + NAME);
        check(NAME.matcher(key).matches(), "key", key, "match " + NAME);
        return kind + "/" + key.substring(0, 2) + "/" + key;
    }

    /** Whether a file lies in the folder of a kind. */
    private static boolean isOfKind(String file) {
        return file.contains("/") && NAME.matcher(FileName.child(file, "")).matches();
    }

    /** Whether a file is not the blob of the name that it has. */
    private boolean isDamaged(String file) throws IOException {
        try {
            return !isInPlace(file)
                    || find(FileName.child(file, ""), FileName.last(file)).isEmpty();
        } catch (DamagedException e) {
            return true;
        }
    }

    /** Whether a file has the name of a blob, where a reader looks for it. */
    private static boolean isInPlace(String file) {
        String key = FileName.last(file);
        return NAME.matcher(key).matches() && file.equals(file(FileName.child(file, ""), key));
    }
}
