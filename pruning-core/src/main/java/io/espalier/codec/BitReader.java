package io.espalier.codec;

import java.nio.ByteBuffer;

/** Reads bits from the highest of each byte on; takes a byte only when a bit of it is asked for. */
final class BitReader {
    private final ByteBuffer in;
    private int current;
    private int left;

    BitReader(ByteBuffer in) {
        this.in = in;
    }

    /** @throws java.nio.BufferUnderflowException at the end */
    int bit() {
        if (left == 0) {
            current = in.get();
            left = Byte.SIZE;
        }
        left--;
        return current >>> left & 1;
    }
}
