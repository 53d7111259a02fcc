package io.espalier.data.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishedFileTest {
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    private static final PublishedFile FILE = new PublishedFile("letters", 3, ABC);

    @TempDir
    Path folder;

    private void write(String content) throws IOException {
        Files.writeString(folder.resolve("letters"), content);
    }

    @Test
    void readsWhatHasTheChecksum() throws IOException {
        write("abc");

        assertThat(FILE.read(folder)).asString(StandardCharsets.US_ASCII).isEqualTo("abc");
    }

    @Test
    void readsACompressedCopy() throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve("letters.gz")))) {
            out.write("abc".getBytes(StandardCharsets.US_ASCII));
        }

        assertThat(FILE.read(folder)).asString(StandardCharsets.US_ASCII).isEqualTo("abc");
    }

    @Test
    void refusesAnotherContent() throws IOException {
        write("abd");

        assertThatThrownBy(() -> FILE.read(folder))
                .isInstanceOf(IOException.class)
                .hasMessage("Cannot read " + folder.resolve("letters") + ": wrong content (expected SHA-256 " + ABC
                        + ", found a52d159f262b2c6ddb724a61840befc36eb30c88877a4030b65cbe86298449c9)");
    }

    @Test
    void refusesATruncatedFile() throws IOException {
        write("ab");

        assertThatThrownBy(() -> FILE.read(folder))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("letters: truncated (expected 3 bytes, found 2)");
    }

    @Test
    void refusesALongerFile() throws IOException {
        write("abcd");

        assertThatThrownBy(() -> FILE.read(folder))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("letters: too long (expected 3 bytes, found more)");
    }

    @Test
    void refusesAMissingFile() {
        assertThatThrownBy(() -> FILE.read(folder))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("letters: no such file");
    }
}
