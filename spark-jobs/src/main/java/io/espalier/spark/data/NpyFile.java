package io.espalier.spark.data;

import io.espalier.snapshot.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The format of NumPy's {@code .npy} files (NEP 1): a magic number, a version, a {@linkplain NpyHeader header} behind its
 * length, and the numbers. What a header claims is not believed: no more memory is taken than the file has bytes.
 */
final class NpyFile {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int LONGEST_HEADER = 1 << 16;

    private NpyFile() {}

    /** @throws IOException if it is no such file, truncated or too long, or its numbers are of another type or order */
    static Tensor read(InputStream file) throws IOException {
        if (!Arrays.equals(file.readNBytes(MAGIC.length), MAGIC)) {
            throw new IOException("it is not a .npy file");
        }
        NpyHeader header = NpyHeader.parse(text(file));
        byte[] data = file.readNBytes(header.bytes());
        if (data.length < header.bytes() || file.read() >= 0) {
            throw new IOException((data.length < header.bytes() ? "truncated" : "too long") + " (must be "
                    + header.bytes() + " bytes of " + header.type() + header.dims() + " after its header"
                    + (data.length < header.bytes() ? ", found " + data.length : "") + ")");
        }
        return header.tensor(data);
    }

    private static String text(InputStream file) throws IOException {
        int version = bytes(file, 2).get();
        long length = version == 1
                ? Short.toUnsignedInt(bytes(file, Short.BYTES).getShort())
                : Integer.toUnsignedLong(bytes(file, Integer.BYTES).getInt());
        if (version < 1 || version > 3 || length > LONGEST_HEADER) {
            throw new IOException("its header has version " + version + " and " + length
                    + " bytes (must be version 1 to 3 and at most " + LONGEST_HEADER + ")");
        }
        return new String(bytes(file, (int) length).array(), StandardCharsets.UTF_8);
    }

    private static ByteBuffer bytes(InputStream file, int count) throws IOException {
        byte[] bytes = file.readNBytes(count);
        if (bytes.length < count) {
            throw new IOException("truncated in its header");
        }
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
