package io.espalier.spark.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;

/** JSON small enough to lie in a page, in letters that end no element of it. */
final class Packed {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Packed() {}

    /** The tree as text, compressed with gzip, in base64. */
    static String base64(JsonNode tree) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream zipped = new GZIPOutputStream(bytes)) {
            JSON.writeValue(zipped, tree);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }
}
