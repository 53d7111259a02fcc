package io.espalier.spark.table;

import io.espalier.storage.Storage;
import io.espalier.storage.StorageChannel;
import java.io.IOException;
import java.nio.channels.Channels;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;
import org.jspecify.annotations.Nullable;

/** A file of a storage, as Parquet's reader wants it: of one that is not large, all bytes are read once. */
final class StoredInput implements InputFile {
    private final Storage storage;
    private final String name;
    private @Nullable StorageChannel opened;

    StoredInput(Storage storage, String name) {
        this.storage = storage;
        this.name = name;
    }

    @Override
    public long getLength() throws IOException {
        return opened().size();
    }

    @Override
    public SeekableInputStream newStream() throws IOException {
        StorageChannel channel = opened().again();
        return new DelegatingSeekableInputStream(Channels.newInputStream(channel)) {
            @Override
            public long getPos() {
                return channel.position();
            }

            @Override
            public void seek(long position) {
                channel.position(position);
            }
        };
    }

    /** The whole file. */
    byte[] bytes() throws IOException {
        try (SeekableInputStream stream = newStream()) {
            return stream.readAllBytes();
        }
    }

    /** As messages of Parquet's reader call the file. */
    @Override
    public String toString() {
        return storage.locate(name);
    }

    private StorageChannel opened() throws IOException {
        if (opened == null) {
            opened = new StorageChannel(storage, name);
        }
        return opened;
    }
}
