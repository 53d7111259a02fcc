package io.espalier.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;

/** Arrays of numbers as little-endian bytes, four a number, moved in pieces so that no second array is needed. */
final class LittleEndian {
    private static final int PIECE = 1 << 18;

    private final ByteBuffer piece =
            ByteBuffer.allocateDirect(PIECE * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);

    /** Takes all the bytes that remain in a buffer. */
    @FunctionalInterface
    interface Sink {
        void accept(ByteBuffer bytes) throws IOException;
    }

    void write(float[] values, Sink sink) throws IOException {
        for (int from = 0; from < values.length; from += PIECE) {
            int count = Math.min(PIECE, values.length - from);
            piece.clear().limit(count * Float.BYTES);
            piece.asFloatBuffer().put(values, from, count);
            sink.accept(piece);
        }
    }

    void write(int[] values, Sink sink) throws IOException {
        for (int from = 0; from < values.length; from += PIECE) {
            int count = Math.min(PIECE, values.length - from);
            piece.clear().limit(count * Integer.BYTES);
            piece.asIntBuffer().put(values, from, count);
            sink.accept(piece);
        }
    }

    void read(float[] values, ReadableByteChannel source) throws IOException {
        for (int from = 0; from < values.length; from += PIECE) {
            int count = Math.min(PIECE, values.length - from);
            fill(count * Float.BYTES, source);
            piece.asFloatBuffer().get(values, from, count);
        }
    }

    void read(int[] values, ReadableByteChannel source) throws IOException {
        for (int from = 0; from < values.length; from += PIECE) {
            int count = Math.min(PIECE, values.length - from);
            fill(count * Integer.BYTES, source);
            piece.asIntBuffer().get(values, from, count);
        }
    }

    private void fill(int bytes, ReadableByteChannel source) throws IOException {
        piece.clear().limit(bytes);
        while (piece.hasRemaining()) {
            if (source.read(piece) < 0) {
                throw new IOException("unexpected end of file");
            }
        }
        piece.flip();
    }
}
