package io.espalier.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** What is to be written to a file. It is written again, from its beginning, where a write is tried again. */
@FunctionalInterface
public interface Content {
    /** Bytes that are copied at a time. */
    int CHUNK = 1 << 22;

    /** Writes all of it, one behind the other. */
    void writeTo(WritableByteChannel file) throws IOException;

    static Content of(byte[] bytes) {
        return of(ByteBuffer.wrap(bytes));
    }

    /** Of the bytes that each buffer has left now, one behind the other. */
    static Content of(ByteBuffer... parts) {
        return file -> {
            for (ByteBuffer part : parts) {
                writeAll(part.duplicate(), file);
            }
        };
    }

    /** Of a file that is there, whatever its size. */
    static Content of(Storage storage, String name) {
        return file -> {
            long size = storage.size(name).orElse(0);
            for (long at = 0; at < size; at += CHUNK) {
                FileSlice chunk = storage.read(name, ByteRange.at(at, CHUNK))
                        .orElseThrow(() -> new StoreException("copy", storage.locate(name), "it has been deleted"));
                writeAll(ByteBuffer.wrap(chunk.bytes()), file);
            }
        };
    }

    /** Writes all bytes that a buffer has left. */
    static void writeAll(ByteBuffer bytes, WritableByteChannel file) throws IOException {
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
    }
}
