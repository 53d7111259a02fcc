package io.espalier.storage;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/** A file of a storage, read from where one wants, by large ranges: of a small one all bytes come at once. */
public final class StorageChannel implements ReadableByteChannel {
    private static final int WINDOW = 1 << 20;

    private final Storage storage;
    private final String name;
    private FileSlice window;
    private long position;

    /**
     * Opens it; its end is read first, where Parquet has its footer.
     *
     * @throws FileNotFoundException if there is no such file
     */
    public StorageChannel(Storage storage, String name) throws IOException {
        this.storage = storage;
        this.name = name;
        this.window = slice(ByteRange.last(WINDOW));
    }

    private StorageChannel(StorageChannel other) {
        this.storage = other.storage;
        this.name = other.name;
        this.window = other.window;
    }

    /** The same file from its beginning, with the bytes that this one has at hand. */
    public StorageChannel again() {
        return new StorageChannel(this);
    }

    private FileSlice slice(ByteRange range) throws IOException {
        return storage.read(name, range)
                .orElseThrow(() -> new FileNotFoundException("Cannot read " + storage.locate(name) + ": no such file"));
    }

    public long size() {
        return window.size();
    }

    public long position() {
        return position;
    }

    /** Reads on from there. */
    public void position(long next) {
        position = next;
    }

    @Override
    public int read(ByteBuffer to) throws IOException {
        if (position >= size()) {
            return -1;
        }
        if (position < window.offset() || position >= window.end()) {
            window = slice(ByteRange.at(position, Math.max(WINDOW, to.remaining())));
        }
        int from = (int) (position - window.offset());
        int count = Math.min(to.remaining(), window.bytes().length - from);
        to.put(window.bytes(), from, count);
        position += count;
        return count;
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void close() {
        // Nothing is open between two ranges.
    }
}
