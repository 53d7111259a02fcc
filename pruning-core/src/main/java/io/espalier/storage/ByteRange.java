package io.espalier.storage;

import io.espalier.binding.InvalidValueException;

/** Which bytes of a file are read; of those that it does not have, none are. */
public sealed interface ByteRange {
    /** Bytes of the largest array, of which a virtual machine may keep a few for itself. */
    int MOST = Integer.MAX_VALUE - 8;

    /** The whole file; more than {@link #MOST} bytes are not read. */
    static ByteRange all() {
        return new All();
    }

    /** Nothing: what is asked is whether there is a file, and its size. */
    static ByteRange none() {
        return new At(0, 0);
    }

    /** Where they begin in a file of this size. */
    long start(long size);

    /** Where they end. */
    long end(long size);

    /** Those from here on. */
    static ByteRange at(long offset, int length) {
        InvalidValueException.check(offset >= 0 && length >= 0, "range", offset + "+" + length, "be at least 0");
        return new At(offset, length);
    }

    /** The last ones. */
    static ByteRange last(int length) {
        InvalidValueException.check(length >= 0, "range", length, "be at least 0");
        return new Last(length);
    }

    /**
     * How many they are.
     *
     * @param thing that they are read of
     * @throws DamagedException if an array cannot hold them, which nothing that was written is too long for
     */
    default int length(String thing, long size) throws DamagedException {
        long length = end(size) - start(size);
        if (length > MOST) {
            throw new DamagedException(thing, size + " bytes (must be at most " + MOST + ")");
        }
        return (int) length;
    }

    /** See {@link #all}. */
    record All() implements ByteRange {
        @Override
        public long start(long size) {
            return 0;
        }

        @Override
        public long end(long size) {
            return size;
        }
    }

    /** See {@link #at}. */
    record At(long offset, int count) implements ByteRange {
        @Override
        public long start(long size) {
            return Math.min(offset, size);
        }

        @Override
        public long end(long size) {
            return Math.min(offset + count, size);
        }
    }

    /** See {@link #last}. */
    record Last(int count) implements ByteRange {
        @Override
        public long start(long size) {
            return Math.max(0, size - count);
        }

        @Override
        public long end(long size) {
            return size;
        }
    }
}
