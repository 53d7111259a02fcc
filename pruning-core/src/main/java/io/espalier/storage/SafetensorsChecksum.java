package io.espalier.storage;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.OptionalInt;

/**
 * The metadata {@code sha256} of a safetensors file: 64 hexadecimal digits, of a SHA-256 that takes the file's bytes with
 * zeros in their place. So the file is one that any library reads.
 */
public final class SafetensorsChecksum {
    public static final String KEY = "sha256";
    public static final String BLANK = "0".repeat(64);

    private static final byte[] FIELD = ('"' + KEY + "\":\"").getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ZEROS = BLANK.getBytes(StandardCharsets.US_ASCII);

    private SafetensorsChecksum() {}

    /** Where the digits stand, if this is such a file: no other text in a header can hold these quotes unescaped. */
    static OptionalInt position(byte[] file) {
        int end = headerEnd(file) - ZEROS.length;
        for (int i = Long.BYTES + FIELD.length; i < end; i++) {
            if (Arrays.equals(file, i - FIELD.length, i, FIELD, 0, FIELD.length)) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    private static int headerEnd(byte[] file) {
        if (file.length < Long.BYTES) {
            return 0;
        }
        long length = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
        return length < 0 || length > file.length - Long.BYTES ? 0 : Long.BYTES + (int) length;
    }

    /** The file with its checksum filled in. */
    static ByteBuffer[] filled(byte[] file, int position, MessageDigest digest) {
        byte[] digits = digits(file, position, digest);
        int rest = position + digits.length;
        return new ByteBuffer[] {
            ByteBuffer.wrap(file, 0, position), ByteBuffer.wrap(digits), ByteBuffer.wrap(file, rest, file.length - rest)
        };
    }

    static void check(String name, byte[] file, int position, MessageDigest digest) throws DamagedException {
        byte[] found = Arrays.copyOfRange(file, position, position + ZEROS.length);
        Seal.check(name, found, digits(file, position, digest));
    }

    private static byte[] digits(byte[] file, int position, MessageDigest digest) {
        int rest = position + ZEROS.length;
        digest.update(file, 0, position);
        digest.update(ZEROS);
        digest.update(file, rest, file.length - rest);
        return HexFormat.of().formatHex(digest.digest()).getBytes(StandardCharsets.US_ASCII);
    }
}
