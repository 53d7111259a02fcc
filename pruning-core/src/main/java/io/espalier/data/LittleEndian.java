package io.espalier.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;

/** Arrays of numbers as little-endian bytes, four a number, moved in pieces so that no second array is needed. */
final class LittleEndian {
    private static final int PIECE = 1 << 14;

    private final ByteBuffer piece =
            ByteBuffer.allocateDirect(PIECE * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);

    /** Takes all the bytes that remain in a buffer. */
    @FunctionalInterface
    interface Sink {
        void accept(ByteBuffer bytes) throws IOException;
    }

    /** Moves some numbers of an array to the piece, or from it. */
    @FunctionalInterface
    private interface Move {
        void of(int from, int count);
    }

    void write(float[] values, Sink sink) throws IOException {
        write(values.length, (from, count) -> piece.asFloatBuffer().put(values, from, count), sink);
    }

    void write(int[] values, Sink sink) throws IOException {
        write(values.length, (from, count) -> piece.asIntBuffer().put(values, from, count), sink);
    }

    /** @param size how many numbers of four bytes */
    private void write(int size, Move move, Sink sink) throws IOException {
        for (int from = 0; from < size; from += PIECE) {
            int count = Math.min(PIECE, size - from);
            piece.clear().limit(count * Float.BYTES);
            move.of(from, count);
            sink.accept(piece);
        }
    }

    void read(float[] values, ReadableByteChannel source) throws IOException {
        read(values.length, source, (from, count) -> piece.asFloatBuffer().get(values, from, count));
    }

    void read(int[] values, ReadableByteChannel source) throws IOException {
        read(values.length, source, (from, count) -> piece.asIntBuffer().get(values, from, count));
    }

    private void read(int size, ReadableByteChannel source, Move move) throws IOException {
        for (int from = 0; from < size; from += PIECE) {
            int count = Math.min(PIECE, size - from);
            fill(count * Float.BYTES, source);
            move.of(from, count);
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
