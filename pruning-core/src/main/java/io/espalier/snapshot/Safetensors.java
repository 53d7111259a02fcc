package io.espalier.snapshot;

import static io.espalier.binding.InvalidValueException.check;

import io.espalier.storage.BlobTrailer;
import io.espalier.storage.ByteRange;
import io.espalier.storage.DamagedException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Named tensors and a map of strings in the safetensors format: the header's length as 8 bytes little-endian, the header
 * as JSON, then the tensors' bytes without gaps. Equal content gives equal bytes, the same as those of the format's own
 * library: wide types first, then by name, the header filled up with spaces to a multiple of 8.
 *
 * @see <a href="https://github.com/huggingface/safetensors">the format</a>
 */
public record Safetensors(SortedMap<String, Tensor> tensors, SortedMap<String, String> metadata) {
    private static final Comparator<Entry<String, Tensor>> FILE_ORDER = Comparator.comparing(
                    (Entry<String, Tensor> entry) -> entry.getValue().type())
            .reversed()
            .thenComparing(Entry.comparingByKey());

    private static final int MOST = ByteRange.MOST - BlobTrailer.BYTES;

    public Safetensors {
        tensors = Collections.unmodifiableSortedMap(new TreeMap<>(tensors));
        metadata = Collections.unmodifiableSortedMap(new TreeMap<>(metadata));
    }

    public static Safetensors of(Map<String, Tensor> tensors, Map<String, String> metadata) {
        return new Safetensors(new TreeMap<>(tensors), new TreeMap<>(metadata));
    }

    /**
     * Reads a file's content. The tensors are views of {@code bytes}, which must not change afterwards.
     *
     * @throws DamagedException unless the header is sound and its tensors fill the rest of the bytes exactly
     */
    public static Safetensors parse(byte[] bytes) throws DamagedException {
        ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (file.remaining() < Long.BYTES) {
            throw SafetensorsHeader.damaged("%d bytes are too few for a header".formatted(file.remaining()));
        }
        long length = file.getLong();
        if (length < 2 || length > file.remaining()) {
            throw SafetensorsHeader.damaged("header of %d bytes in a file of %d".formatted(length, bytes.length));
        }
        int start = Long.BYTES + (int) length;
        SafetensorsHeader header = SafetensorsHeader.parse(Arrays.copyOfRange(bytes, Long.BYTES, start));
        return new Safetensors(header.tensors(file.slice(start, bytes.length - start)), header.metadata());
    }

    /**
     * The file's content.
     *
     * @throws io.espalier.binding.InvalidValueException if it would be more than a blob may have, before there is memory
     *     for any of it
     */
    public byte[] toBytes() {
        List<Entry<String, Tensor>> inOrder =
                tensors.entrySet().stream().sorted(FILE_ORDER).toList();
        byte[] header = SafetensorsHeader.of(inOrder, metadata).toBytes();
        long size = inOrder.stream()
                .mapToLong(entry -> entry.getValue().data().remaining())
                .reduce(Long.BYTES + header.length, Math::addExact);
        check(size <= MOST, "snapshot", size + " bytes", "be at most " + MOST + " bytes");
        ByteBuffer file = ByteBuffer.allocate((int) size).order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(header.length).put(header);
        inOrder.forEach(entry -> file.put(entry.getValue().data()));
        return file.array();
    }
}
