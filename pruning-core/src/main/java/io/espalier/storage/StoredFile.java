package io.espalier.storage;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/** A file of its own in a storage, as a user names one. */
public record StoredFile(Storage storage, String name) {
    /** The one at a path or address. */
    public static StoredFile of(String address) {
        int slash = address.lastIndexOf('/');
        return new StoredFile(Storages.ofUser(address.substring(0, slash + 1)), FileName.last(address));
    }

    /** Its bytes; empty if there is none. */
    public OptionalLong size() throws IOException {
        return storage.size(name);
    }

    /** @throws FileNotFoundException if there is none */
    public byte[] bytes() throws IOException {
        return storage.read(name)
                .orElseThrow(() -> new FileNotFoundException("Cannot read " + this + ": no such file"));
    }

    /** @throws CharacterCodingException if it is not UTF-8 */
    public String text() throws IOException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes()))
                .toString();
    }

    @Override
    public String toString() {
        return storage.locate(name);
    }
}
