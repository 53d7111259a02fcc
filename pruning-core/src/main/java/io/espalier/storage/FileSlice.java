package io.espalier.storage;

/**
 * Bytes that were read of a file.
 *
 * @param offset where they stand in it
 * @param size of the whole file
 */
@SuppressWarnings("ArrayRecordComponent") // they are handed over, and compared by nobody
public record FileSlice(byte[] bytes, long offset, long size) {
    /** Where they end in the file. */
    public long end() {
        return offset + bytes.length;
    }
}
