package io.espalier.data;

import io.espalier.storage.Content;
import io.espalier.storage.Storage;
import io.espalier.storage.StorageChannel;
import io.espalier.storage.StoreException;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.util.function.Supplier;

/**
 * {@link Splits} in one file of the safetensors layout: the header's length in eight bytes, a JSON header, then for
 * train, validation and test their features (F32, N x C x H x W) and targets (labels, I32, N; or values, F64, N x columns), and
 * of train the weights (F32, N) where there are some, all little-endian. What all parts share and the hash stand in the header's metadata.
 */
public final class SplitsFile {
    private static final int ALIGNMENT = 8;
    private static final int LARGEST_HEADER = 1 << 16;

    private SplitsFile() {}

    /** Writes the file in the place of what has its name. */
    public static void write(Splits splits, Storage storage, String name) throws IOException {
        storage.replace(name, file -> write(splits, file));
    }

    /**
     * Reads it back.
     *
     * @throws IOException if the file is missing, truncated, not of this layout, or its content does not have its hash
     */
    public static Splits read(Storage storage, String name) throws IOException {
        try {
            return read(new StorageChannel(storage, name));
        } catch (FileNotFoundException | StoreException e) {
            throw e;
        } catch (IOException | IllegalArgumentException | ArithmeticException e) {
            throw new IOException("Cannot read " + storage.locate(name) + ": " + e.getMessage(), e);
        }
    }

    private static void write(Splits splits, WritableByteChannel file) throws IOException {
        byte[] json = SplitsHeader.of(splits).toJson();
        int padded = (json.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        ByteBuffer start = ByteBuffer.allocate(Long.BYTES + padded).order(ByteOrder.LITTLE_ENDIAN);
        start.putLong(padded).put(json);
        while (start.hasRemaining()) {
            start.put((byte) ' ');
        }
        LittleEndian.Sink sink = bytes -> Content.writeAll(bytes, file);
        sink.accept(start.flip());
        LittleEndian numbers = new LittleEndian();
        for (Dataset part : splits.parts()) {
            numbers.write(part.features(), sink);
            numbers.write(part.targets().words(), sink);
            if (part.weights().isPresent()) {
                numbers.write(part.weights().get().floats(), sink);
            }
        }
    }

    private static Splits read(StorageChannel channel) throws IOException {
        SplitsHeader header = readHeader(channel);
        long found = channel.size() - channel.position();
        if (found != header.dataBytes()) {
            throw new IOException("truncated or too long (expected " + header.dataBytes()
                    + " bytes after the header, found " + found + ")");
        }
        LittleEndian numbers = new LittleEndian();
        Splits splits = Splits.of(
                weighted(readPart(header, header.train(), numbers, channel), header, channel),
                readPart(header, header.validation(), numbers, channel),
                readPart(header, header.test(), numbers, channel));
        if (!splits.hash().equals(header.hash())) {
            throw new IOException("wrong content (expected hash " + header.hash() + ", found " + splits.hash() + ")");
        }
        return splits;
    }

    /**
     * The same without reading features, until somebody asks for one.
     *
     * @param summary of the data, which the file has to be of
     * @param whole reads them where they are asked for
     * @throws IOException if the file is missing, not of this layout, or of other data
     */
    public static Splits readTargets(Storage storage, String name, SplitsSummary summary, Supplier<Splits> whole)
            throws IOException {
        StorageChannel channel = new StorageChannel(storage, name);
        SplitsHeader header = readHeader(channel);
        if (!header.hash().equals(summary.hash()) || channel.size() - channel.position() != header.dataBytes()) {
            throw new IOException("Cannot read " + storage.locate(name) + ": it is not the data " + summary.hash());
        }
        Dataset train = onDemand(
                header, header.train(), channel, summary, () -> whole.get().train());
        return new Splits(
                weighted(train, header, channel),
                onDemand(header, header.validation(), channel, summary, () -> whole.get()
                        .validation()),
                onDemand(header, header.test(), channel, summary, () -> whole.get()
                        .test()),
                header.hash(),
                summary.preparation());
    }

    private static Dataset onDemand(
            SplitsHeader header, int size, StorageChannel channel, SplitsSummary summary, Supplier<Dataset> part)
            throws IOException {
        long features = (long) Float.BYTES * size * header.shape().elements();
        channel.position(channel.position() + features);
        int[] words = new int[Math.multiplyExact(size, header.targets().wordsEach())];
        new LittleEndian().read(words, channel);
        Targets targets = header.targets().read(words).called(summary.outputs());
        return Dataset.onDemand(header.shape(), targets, () -> part.get().features());
    }

    private static Dataset weighted(Dataset train, SplitsHeader header, StorageChannel channel) throws IOException {
        if (header.weights() == 0) {
            return train;
        }
        float[] weights = new float[header.weights()];
        new LittleEndian().read(weights, channel);
        return train.weighted(ExampleWeights.of(weights));
    }

    private static SplitsHeader readHeader(StorageChannel channel) throws IOException {
        long length = readFully(Long.BYTES, channel).getLong();
        if (length < 2 || length > LARGEST_HEADER) {
            throw new IOException("not a splits file (its header has " + length + " bytes)");
        }
        return SplitsHeader.parse(readFully((int) length, channel).array());
    }

    private static ByteBuffer readFully(int count, StorageChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes) < 0) {
                throw new EOFException("truncated (" + bytes.remaining() + " bytes of its header are missing)");
            }
        }
        return bytes.flip();
    }

    private static Dataset readPart(SplitsHeader header, int size, LittleEndian numbers, StorageChannel channel)
            throws IOException {
        float[] features = new float[Math.multiplyExact(size, header.shape().elements())];
        int[] words = new int[Math.multiplyExact(size, header.targets().wordsEach())];
        numbers.read(features, channel);
        numbers.read(words, channel);
        return new Dataset(header.shape(), header.targets().read(words), features);
    }
}
