package io.espalier.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.OptionalInt;

/**
 * The checksum of a blob: the SHA-256 of its kind, its key and its content, so that a whole file under another name is as
 * damaged as one that was changed. It stands in the content where that has {@linkplain SafetensorsChecksum room} for it,
 * and else in a {@link BlobTrailer} behind it. Files of before, whose trailer knows the content alone, are still read.
 */
public record Seal(String kind, String key) {
    /** Bytes of the largest file: those of the largest array, of which a virtual machine may keep a few for itself. */
    public static final int MOST = Integer.MAX_VALUE - 8;

    /** What to write to the blob's file, one behind the other. */
    public ByteBuffer[] seal(byte[] content) {
        OptionalInt room = SafetensorsChecksum.position(content);
        return room.isPresent()
                ? SafetensorsChecksum.filled(content, room.getAsInt(), digest())
                : new ByteBuffer[] {ByteBuffer.wrap(content), BlobTrailer.of(content, digest())};
    }

    /**
     * The content of the blob's file.
     *
     * @throws DamagedException if the file is not whole, of another blob, or longer than an array, which nothing that was
     *     written is
     */
    public byte[] read(Path file) throws IOException {
        long size = Files.size(file);
        if (size > MOST) {
            throw new DamagedException(file.toString(), size + " bytes, no blob has more than " + MOST);
        }
        byte[] stored = Files.readAllBytes(file);
        OptionalInt room = SafetensorsChecksum.position(stored);
        if (room.isEmpty()) {
            return BlobTrailer.strip(file, stored, digest());
        }
        SafetensorsChecksum.check(file, stored, room.getAsInt(), digest());
        return stored;
    }

    /** Of kind and key; a content's bytes are to follow. */
    private MessageDigest digest() {
        MessageDigest digest = sha256();
        digest.update((kind + "\0" + key + "\0").getBytes(StandardCharsets.UTF_8));
        return digest;
    }

    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new LinkageError("every Java has SHA-256", e);
        }
    }

    public static void check(Path file, byte[] expected, byte[] found) throws DamagedException {
        if (!MessageDigest.isEqual(expected, found)) {
            throw new DamagedException(file.toString(), "SHA-256 differs");
        }
    }
}
