package io.espalier.data.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The content of a file of the idx format of MNIST: the magic number 0x0000080d, where d is the number of dimensions,
 * then d sizes (big-endian, four bytes each), then unsigned bytes, the last dimension fastest.
 */
public final class IdxArray {
    private static final int MAGIC_OF_BYTES = 0x0800;
    private static final long TOO_MANY = 1L << 32;

    private final int[] sizes;
    private final byte[] values;

    private IdxArray(int[] sizes, byte[] values) {
        this.sizes = sizes;
        this.values = values;
    }

    /**
     * Parses a whole file.
     *
     * @param name what to call the file in errors
     * @throws IOException if the magic number is another, or the sizes do not fit the length of the file
     */
    public static IdxArray parse(String name, byte[] file, int dimensions) throws IOException {
        int header = Integer.BYTES * (1 + dimensions);
        if (file.length < header) {
            throw refusal(name, "truncated", header + " bytes or more", file.length);
        }
        ByteBuffer bytes = ByteBuffer.wrap(file);
        int magic = bytes.getInt();
        if (magic != MAGIC_OF_BYTES + dimensions) {
            throw refusal(
                    name, "not an idx file", "magic number " + (MAGIC_OF_BYTES + dimensions), Integer.toString(magic));
        }
        int[] sizes = new int[dimensions];
        for (int i = 0; i < dimensions; i++) {
            sizes[i] = bytes.getInt();
        }
        if (header + product(sizes) != file.length) {
            throw refusal(
                    name, "truncated or too long", "sizes that make " + file.length + " bytes", Arrays.toString(sizes));
        }
        return new IdxArray(sizes, Arrays.copyOfRange(file, header, file.length));
    }

    public int[] sizes() {
        return sizes;
    }

    public byte[] values() {
        return values;
    }

    /** 0 if a size is below 1; exact up to the longest possible file. */
    private static long product(int[] sizes) {
        long product = 1;
        for (int size : sizes) {
            product = Math.min(product * Math.max(size, 0), TOO_MANY);
        }
        return product;
    }

    private static IOException refusal(String name, String problem, Object expected, Object found) {
        return new IOException(
                "Cannot read " + name + ": " + problem + " (expected " + expected + ", found " + found + ")");
    }
}
