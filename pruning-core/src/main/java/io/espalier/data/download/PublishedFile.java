package io.espalier.data.download;

import io.espalier.binding.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * One file of a published data set, known by its content.
 *
 * @param name its file name, uncompressed
 * @param bytes its length
 * @param sha256 its SHA-256 in hex
 */
public record PublishedFile(String name, int bytes, String sha256) {

    /** Whether it lies in a folder uncompressed, by name and length. */
    boolean isIn(Path folder) {
        return folder.resolve(name).toFile().length() == bytes;
    }

    /**
     * The content of this file in a folder, where it may also lie compressed, as {@code name.gz}.
     *
     * @throws IOException if it is missing, or has another length or another checksum
     */
    byte[] read(Path folder) throws IOException {
        Path plain = folder.resolve(name);
        Path compressed = folder.resolve(name + ".gz");
        boolean unpack = !Files.exists(plain) && Files.exists(compressed);
        Path file = unpack ? compressed : plain;
        if (!Files.isRegularFile(file)) {
            throw new IOException("Cannot read " + file + ": no such file");
        }
        try (InputStream in = Files.newInputStream(file);
                InputStream content = unpack ? new GZIPInputStream(in) : in) {
            return verified(content, file.toString());
        }
    }

    /** The whole stream, of which never more than one byte too many is read. */
    public byte[] verified(InputStream content, String origin) throws IOException {
        byte[] read = content.readNBytes(bytes);
        if (read.length < bytes) {
            throw new IOException(
                    "Cannot read " + origin + ": truncated (expected " + bytes + " bytes, found " + read.length + ")");
        }
        if (content.read() >= 0) {
            throw new IOException("Cannot read " + origin + ": too long (expected " + bytes + " bytes, found more)");
        }
        String found = Sha256.of(read);
        if (!found.equals(sha256)) {
            throw new IOException(
                    "Cannot read " + origin + ": wrong content (expected SHA-256 " + sha256 + ", found " + found + ")");
        }
        return read;
    }
}
