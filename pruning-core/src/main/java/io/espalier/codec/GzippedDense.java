package io.espalier.codec;

import io.espalier.binding.Name;
import io.espalier.network.Network;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * The {@link Dense} file through gzip at its default level: what anybody gets without a format for sparse networks. Its
 * length depends on the zlib of the Java runtime, so it is a reference and no measure.
 */
@Name("gzip")
public record GzippedDense() implements Codec {
    private static final Dense DENSE = new Dense();

    @Override
    public boolean isExact() {
        return true;
    }

    @Override
    public byte[] encode(Network network, float[] values) {
        return gzip(DENSE.encode(network, values));
    }

    static byte[] gzip(byte[] dense) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(file)) {
            gzip.write(dense);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file.toByteArray();
    }

    @Override
    public float[] decode(Network network, byte[] file) {
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(file))) {
            return DENSE.decode(network, gzip.readAllBytes());
        } catch (IOException e) {
            throw new IllegalArgumentException("Cannot decode gzip: " + e.getMessage(), e);
        }
    }
}
