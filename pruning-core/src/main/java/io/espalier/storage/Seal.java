package io.espalier.storage;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.OptionalInt;

/**
 * The checksum of a blob: the SHA-256 of its kind, its key and its content, so that a whole file under another name is as
 * damaged as one that was changed. It stands in the content where that has {@linkplain SafetensorsChecksum room} for it,
 * and else in a {@link BlobTrailer} behind it. Files of before, whose trailer knows the content alone, are still read.
 */
public record Seal(String kind, String key) {
    /** What to write to the blob's file. */
    public Content seal(byte[] content) {
        OptionalInt room = SafetensorsChecksum.position(content);
        return room.isPresent()
                ? Content.of(SafetensorsChecksum.filled(content, room.getAsInt(), digest()))
                : Content.of(ByteBuffer.wrap(content), BlobTrailer.of(content, digest()));
    }

    /**
     * The content of the blob's file.
     *
     * @param file what messages call it
     * @param stored its bytes
     * @throws DamagedException if the file is not whole, or of another blob
     */
    public byte[] open(String file, byte[] stored) throws DamagedException {
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

    public static void check(String file, byte[] expected, byte[] found) throws DamagedException {
        if (!MessageDigest.isEqual(expected, found)) {
            throw new DamagedException(file, "SHA-256 differs");
        }
    }
}
