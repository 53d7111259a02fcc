package io.espalier.spark.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.zip.GZIPInputStream;

/** The data of a written page, as a browser reads them. */
public final class PageJson {
    private static final String BEGIN = "<script type=\"text/plain\" id=\"data\">";

    private PageJson() {}

    public static JsonNode of(Path out) throws IOException {
        String page = Files.readString(out.resolve("report.html"));
        int from = page.indexOf(BEGIN) + BEGIN.length();
        byte[] zipped = Base64.getDecoder().decode(page.substring(from, page.indexOf("</script>", from)));
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(zipped))) {
            return new ObjectMapper().readTree(in);
        }
    }
}
