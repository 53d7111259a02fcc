package io.espalier.data.format;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a text file in UTF-8, which end with LF, CR or both. Gzip and a byte order mark are known by their first
 * bytes.
 */
public final class TextLines implements Closeable {
    private static final int BUFFER = 1 << 16;
    private static final int LONGEST = 1 << 26;
    private static final int[] GZIP = {0x1f, 0x8b};
    private static final int[] BYTE_ORDER_MARK = {0xef, 0xbb, 0xbf};

    private final String file;
    private final BufferedInputStream in;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private int number;

    /**
     * Begins to read.
     *
     * @param file what messages call it
     * @throws IOException if it is not gzip, though its name ends in {@code .gz}
     */
    public TextLines(InputStream bytes, String file) throws IOException {
        this.file = file;
        BufferedInputStream raw = new BufferedInputStream(bytes, BUFFER);
        boolean compressed = startsWith(raw, GZIP);
        if (!compressed && file.endsWith(".gz")) {
            throw new IOException(file + ": its name ends in .gz, but it is not gzip");
        }
        this.in = compressed ? new BufferedInputStream(expanded(raw), BUFFER) : raw;
        if (startsWith(in, BYTE_ORDER_MARK)) {
            in.skipNBytes(BYTE_ORDER_MARK.length);
        }
    }

    /** Of all members of a gzip file. What follows the last one and is not gzip ends it with an {@link IOException}. */
    private static InputStream expanded(InputStream gzip) throws IOException {
        return new GzipCompressorInputStream(gzip, true);
    }

    private static boolean startsWith(BufferedInputStream in, int[] magic) throws IOException {
        in.mark(magic.length);
        boolean same = true;
        for (int expected : magic) {
            same = same && in.read() == expected;
        }
        in.reset();
        return same;
    }

    /**
     * The next line without its end; null after the last one.
     *
     * @throws IOException if it is not UTF-8 or longer than 64 MiB
     */
    public @Nullable String next() throws IOException {
        int next = in.read();
        if (next < 0) {
            return null;
        }
        number++;
        line.reset();
        for (; next >= 0 && next != '\n' && next != '\r'; next = in.read()) {
            line.write(next);
            if (line.size() > LONGEST) {
                throw refusal("is longer than 64 MiB");
            }
        }
        if (next == '\r') {
            skipLineFeed();
        }
        return decoded();
    }

    private void skipLineFeed() throws IOException {
        in.mark(1);
        if (in.read() != '\n') {
            in.reset();
        }
    }

    private String decoded() throws IOException {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(line.toByteArray());
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw refusal("is not UTF-8");
        }
    }

    /** The number of the line that was read last, from 1. */
    public int number() {
        return number;
    }

    /** What messages call the file. */
    public String file() {
        return file;
    }

    private IOException refusal(String why) {
        return new IOException(file + ", line " + number + ": it " + why);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
