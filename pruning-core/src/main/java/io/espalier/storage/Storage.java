package io.espalier.storage;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A place where bytes live, in files with relative names such as {@code tables/trials/part-000000.parquet}: a folder of a
 * mounted file system, of HDFS, a prefix in S3. Six verbs, of which {@link #createIfAbsent} is the one that every promise of
 * a ledger and a store rests on.
 *
 * <p>What every storage promises, to all processes that use it:
 *
 * <ul>
 *   <li>A file is seen whole or not at all. {@link #createIfAbsent} and {@link #replace} make it appear at once.
 *   <li>Of any number of {@link #createIfAbsent} of one name, one at most returns true, and its content stays.
 *   <li>Once a call has returned, {@link #read} of that name sees what it did. A call that throws may have been done or not;
 *       done or not, it is whole.
 *   <li>What is {@link Durability#SYNCED synced} survives a power cut. Of what is not, a power cut may leave all, a part or
 *       nothing.
 *   <li>{@link #list} may be late: a file of the last moments may be missing in it, a deleted one may still be there. What must
 *       be known is asked for by name.
 *   <li>Nothing that a process which died was writing is ever listed or read.
 * </ul>
 *
 * <p>What fails for the storage's own reasons is a {@link StoreException}; bytes that are not what was written are a {@link
 * DamagedException}. Folders are nothing but names: they come with their first file. Implementations are safe for many
 * threads.
 */
public interface Storage {
    /** Whether a new file has to survive a power cut. */
    enum Durability {
        /** When the call returns; before it, the file is whole after a power cut or it is not there. */
        SYNCED,
        /** After {@link Storage#sync} only. */
        UNSYNCED
    }

    /** A file as it is listed. */
    record Entry(String name, long size) {}

    /** Opens the storages of one scheme of addresses; registered as a service. */
    interface Provider {
        /** As in {@code file} for {@code file:/data/out}. */
        String scheme();

        /** An address of this scheme, for messages. */
        String example();

        /**
         * Opens the storage at an address of this scheme; nothing is created yet.
         *
         * @throws IllegalArgumentException if it is not such an address
         * @throws IOException if there is no storage of such an address on this machine
         */
        Storage open(URI address) throws IOException;
    }

    /** An absolute address, by which {@link Storages#of} opens the same storage in any process. */
    String location();

    /** What messages call a file, or the storage itself by the empty name: its address as the user gave it. */
    String locate(String name);

    /** Bytes of a file; empty if there is none of that name. */
    Optional<FileSlice> read(String name, ByteRange range) throws IOException;

    /**
     * Creates a file unless there is one of that name.
     *
     * @return whether this call did it
     */
    boolean createIfAbsent(String name, Content content, Durability durability) throws IOException;

    /** Creates a file, in the place of one of that name. It is synced; a reader sees the one or the other. */
    void replace(String name, Content content) throws IOException;

    /**
     * Replaces several files, the first of them last: where that is new, all are. A storage that can, writes all of them
     * before it replaces any.
     */
    default void replaceAll(SortedMap<String, Content> files) throws IOException {
        for (Map.Entry<String, Content> file :
                new TreeMap<>(files).descendingMap().entrySet()) {
            replace(file.getKey(), file.getValue());
        }
    }

    /** All files below a folder, and below the folders in it, in the order of their names. The root is the empty name. */
    List<Entry> list(String folder) throws IOException;

    /**
     * Names below a folder that are neither files nor folders with something in them, such as pipes, devices, links that lead
     * nowhere and empty folders: nothing is read from them here, but another program that reads the folder would try.
     */
    default List<String> specials(String folder) throws IOException {
        return List.of();
    }

    /** Deletes a file, if it is there. */
    void delete(String name) throws IOException;

    /** Makes an {@link Durability#UNSYNCED} file survive a power cut. */
    void sync(String name) throws IOException;

    /** All bytes of a file; empty if there is none of that name. */
    default Optional<byte[]> read(String name) throws IOException {
        return read(name, ByteRange.all()).map(FileSlice::bytes);
    }

    /** The bytes that a file has; empty if there is none of that name. */
    default OptionalLong size(String name) throws IOException {
        @Nullable FileSlice nothing = read(name, ByteRange.none()).orElse(null);
        return nothing == null ? OptionalLong.empty() : OptionalLong.of(nothing.size());
    }

    /**
     * How long a file that was not there may be taken for absent, without asking again: none, unless each question costs more
     * than work that is done twice because another process was faster.
     */
    default Duration absence() {
        return Duration.ZERO;
    }

    /** Whether there is a file of that name now. */
    default boolean exists(String name) throws IOException {
        return size(name).isPresent();
    }

    /**
     * Gives a file, or all files below a folder, another name, in place of whatever has that. Where nothing better is
     * known they are copied, and deleted after: what dies in between leaves both.
     *
     * @return whether there was anything to move
     */
    default boolean move(String from, String to) throws IOException {
        boolean moved = exists(from);
        if (moved) {
            replace(to, Content.of(this, from));
            delete(from);
        }
        for (Entry entry : list(from)) {
            moved |= move(entry.name(), to + entry.name().substring(from.length()));
        }
        return moved;
    }

    /** The files below a folder on this machine's disk, for a library that reads nothing else. Copied, where they are not. */
    default LocalFiles localFiles(String folder) throws IOException {
        return LocalFiles.copyOf(this, folder);
    }
}
