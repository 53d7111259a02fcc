package io.espalier.storage;

import java.io.Serializable;

/**
 * How often storages were asked, by verb, and the bytes that went in and out. {@code reads} are those of contents, of parts of
 * them and of sizes, whether there was such a file or not; {@code writes} those that create, replace or move a file.
 */
public record Requests(long reads, long writes, long lists, long deletes, long syncs, long bytesRead, long bytesWritten)
        implements Serializable {
    public static final Requests NONE = new Requests(0, 0, 0, 0, 0, 0, 0);
    static final Requests LIST = new Requests(0, 0, 1, 0, 0, 0, 0);
    static final Requests DELETE = new Requests(0, 0, 0, 1, 0, 0, 0);
    static final Requests SYNC = new Requests(0, 0, 0, 0, 1, 0, 0);

    static Requests read(long bytes) {
        return new Requests(1, 0, 0, 0, 0, bytes, 0);
    }

    static Requests write(long bytes) {
        return new Requests(0, 1, 0, 0, 0, 0, bytes);
    }

    public Requests plus(Requests more) {
        return new Requests(
                reads + more.reads,
                writes + more.writes,
                lists + more.lists,
                deletes + more.deletes,
                syncs + more.syncs,
                bytesRead + more.bytesRead,
                bytesWritten + more.bytesWritten);
    }
}
