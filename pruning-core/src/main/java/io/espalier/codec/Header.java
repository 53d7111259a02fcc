package io.espalier.codec;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What every file starts with: four ASCII letters that name the format and the number of parameters as an int.
 *
 * @param codec the codec's name, for messages
 */
record Header(String codec, String magic, int count) {
    static final int BYTES = 8;

    /** A file of this header and {@code length} bytes that {@code payload} writes. */
    byte[] write(int length, Consumer<ByteBuffer> payload) {
        byte[] file = new byte[Math.addExact(BYTES, length)];
        ByteBuffer out = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        out.put(magic.getBytes(StandardCharsets.US_ASCII)).putInt(count);
        payload.accept(out);
        return file;
    }

    /** Checks this header and gives all that is behind it to {@code payload}, which must read it to the end. */
    float[] read(byte[] file, Function<ByteBuffer, float[]> payload) {
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        try {
            byte[] found = new byte[magic.length()];
            in.get(found);
            require(new String(found, StandardCharsets.US_ASCII).equals(magic), "it does not start with " + magic);
            int parameters = in.getInt();
            require(parameters == count, "it holds " + parameters + " parameters, the network has " + count);
            float[] numbers = payload.apply(in);
            require(!in.hasRemaining(), in.remaining() + " bytes are left over");
            return numbers;
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("Cannot decode " + codec + ": the file is truncated", e);
        }
    }

    void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException("Cannot decode " + codec + ": " + otherwise);
        }
    }
}
