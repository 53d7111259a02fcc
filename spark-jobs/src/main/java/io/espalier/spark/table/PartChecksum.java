package io.espalier.spark.table;

import io.espalier.binding.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * SHA-256 of a whole part, in the part's own footer: the hash of all bytes of the file, with 64 zeros where the hash
 * itself stands. Parquet has checksums of pages alone, so that a footer may be damaged and still be read.
 */
final class PartChecksum {
    /** Footer key of the checksum; files of earlier builds have none. */
    static final String KEY = "sha256";

    /** What stands in the footer until the file is whole. */
    static final String UNKNOWN = "0".repeat(64);

    /** Keys of the footers of files without a checksum; another one may be that of a checksum, damaged. */
    private static final Set<String> EARLIER = Set.of(
            ParquetPart.SCHEMA_VERSION, ParquetPart.COLUMNS, Part.BATCH, "sweep", "codeVersion", "writer.model.name");

    private PartChecksum() {}

    /** Puts the checksum of a file, written with {@link #UNKNOWN}, into it. */
    static byte[] enter(byte[] file) {
        return replaced(file, lastOf(UNKNOWN, file).orElseThrow(), Sha256.of(file));
    }

    /** Whether a file with this footer is as it was written. */
    static boolean agrees(byte[] file, Map<String, String> footer) {
        String checksum = footer.get(KEY);
        if (checksum == null) {
            return EARLIER.containsAll(footer.keySet());
        }
        OptionalInt place = lastOf(checksum, file);
        return place.isPresent()
                && checksum.length() == UNKNOWN.length()
                && checksum.equals(Sha256.of(replaced(file, place.getAsInt(), UNKNOWN)));
    }

    private static byte[] replaced(byte[] file, int place, String text) {
        byte[] copy = file.clone();
        System.arraycopy(ascii(text), 0, copy, place, text.length());
        return copy;
    }

    private static OptionalInt lastOf(String text, byte[] file) {
        byte[] sought = ascii(text);
        return IntStream.iterate(file.length - sought.length, place -> place >= 0, place -> place - 1)
                .filter(place -> Arrays.equals(file, place, place + sought.length, sought, 0, sought.length))
                .findFirst();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
