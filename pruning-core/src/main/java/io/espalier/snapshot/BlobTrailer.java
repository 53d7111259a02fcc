package io.espalier.snapshot;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** The last 40 bytes of a stored file: 8 that name the format, then the SHA-256 of everything before them. */
final class BlobTrailer {
    static final int BYTES = 40;

    /** Bytes of the largest file: those of the largest array, of which a virtual machine may keep a few for itself. */
    static final int MOST = Integer.MAX_VALUE - 8;

    private static final byte[] MAGIC = "ESPALIE1".getBytes(StandardCharsets.US_ASCII);

    private BlobTrailer() {}

    static ByteBuffer of(byte[] content) {
        return ByteBuffer.allocate(BYTES)
                .put(MAGIC)
                .put(sha256(content, content.length))
                .flip();
    }

    /**
     * The content of a file before the trailer.
     *
     * @throws DamagedException if the file is not whole, or longer than an array, which nothing that was written is
     */
    static byte[] read(Path file) throws IOException {
        long size = Files.size(file);
        if (size > MOST) {
            throw new DamagedException(file.toString(), size + " bytes, no blob has more than " + MOST);
        }
        return strip(file, Files.readAllBytes(file));
    }

    private static byte[] strip(Path file, byte[] stored) throws DamagedException {
        int length = stored.length - BYTES;
        if (length < 0 || !Arrays.equals(MAGIC, Arrays.copyOfRange(stored, length, length + MAGIC.length))) {
            throw new DamagedException(file.toString(), "its end is missing");
        }
        byte[] expected = Arrays.copyOfRange(stored, length + MAGIC.length, stored.length);
        if (!MessageDigest.isEqual(expected, sha256(stored, length))) {
            throw new DamagedException(file.toString(), "SHA-256 differs");
        }
        return Arrays.copyOf(stored, length);
    }

    private static byte[] sha256(byte[] bytes, int length) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes, 0, length);
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new LinkageError("every Java has SHA-256", e);
        }
    }
}
