package io.espalier.codec;

import java.io.ByteArrayOutputStream;

/** Writes bits from the highest of each byte on. */
final class BitWriter {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int current;
    private int filled;

    /** The lowest {@code length} bits of {@code code}, the highest of them first. */
    void write(long code, int length) {
        for (int i = length - 1; i >= 0; i--) {
            current = current << 1 | (int) (code >>> i & 1);
            if (++filled == Byte.SIZE) {
                flush();
            }
        }
    }

    /** All that was written, the last byte filled up with zeros. */
    byte[] toBytes() {
        while (filled > 0) {
            write(0, 1);
        }
        return bytes.toByteArray();
    }

    private void flush() {
        bytes.write(current);
        current = 0;
        filled = 0;
    }
}
