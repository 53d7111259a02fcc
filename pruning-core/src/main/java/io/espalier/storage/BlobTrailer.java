package io.espalier.storage;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/** The last 40 bytes of a stored file: 8 that name the format, then a SHA-256. */
public final class BlobTrailer {
    public static final int BYTES = 40;

    /** Before the SHA-256 of kind, key and content. */
    private static final byte[] NAMED = "ESPALIE2".getBytes(StandardCharsets.US_ASCII);

    /** Before that of the content alone, as it once was. */
    private static final byte[] NAMELESS = "ESPALIE1".getBytes(StandardCharsets.US_ASCII);

    private BlobTrailer() {}

    /** @param digest that the content is added to */
    public static ByteBuffer of(byte[] content, MessageDigest digest) {
        digest.update(content);
        return ByteBuffer.allocate(BYTES).put(NAMED).put(digest.digest()).flip();
    }

    /** What stands before the trailer; throws if that is missing or of other content. */
    public static byte[] strip(String file, byte[] stored, MessageDigest named) throws DamagedException {
        int length = stored.length - BYTES;
        MessageDigest digest = begins(stored, length, NAMELESS) ? Seal.sha256() : named;
        if (digest == named && !begins(stored, length, NAMED)) {
            throw new DamagedException(file, "its end is missing");
        }
        digest.update(stored, 0, length);
        Seal.check(file, Arrays.copyOfRange(stored, length + NAMED.length, stored.length), digest.digest());
        return Arrays.copyOf(stored, length);
    }

    private static boolean begins(byte[] stored, int at, byte[] magic) {
        return at >= 0 && Arrays.equals(stored, at, at + magic.length, magic, 0, magic.length);
    }
}
