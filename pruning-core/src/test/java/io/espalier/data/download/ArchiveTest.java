package io.espalier.data.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** Whatever a package holds: no more comes out than may, and nothing to where it should not. */
class ArchiveTest {
    private static final long MOST = 1 << 20;

    @TempDir
    Path folder;

    private Path into;

    @BeforeEach
    void makeAFolder() throws IOException {
        into = Files.createDirectories(folder.resolve("a/b/into"));
    }

    @FunctionalInterface
    private interface Content {
        void write(TarArchiveOutputStream tar) throws IOException;
    }

    private static byte[] tar(Content content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
            content.write(tar);
        }
        return bytes.toByteArray();
    }

    /** A gzipped tar. */
    static Path tgz(Path file, byte[] tar) throws IOException {
        try (GZIPOutputStream packed = new GZIPOutputStream(Files.newOutputStream(file))) {
            packed.write(tar);
        }
        return file;
    }

    private static void add(TarArchiveOutputStream tar, String name, byte[] content) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_NORMAL, true);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private void unpack(byte[] tar) throws IOException {
        new Archive(tgz(folder.resolve("p.tgz"), tar), MOST).unpack("package", into);
    }

    @Test
    void takesThePlainFilesOfAFolder() throws IOException {
        unpack(tar(tar -> {
            add(tar, "package/a.txt", text("abc"));
            add(tar, "./package/b.gz", text("12345"));
            add(tar, "package/more/c.txt", text("c"));
            add(tar, "elsewhere/d.txt", text("d"));
        }));
        assertThat(into.toFile().list()).containsExactlyInAnyOrder("a.txt", "b.gz");
        assertThat(into.resolve("a.txt")).hasContent("abc");
    }

    @Test
    void takesThemFromADebianPackage() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (XZOutputStream xz = new XZOutputStream(packed, new LZMA2Options(0))) {
            xz.write(tar(tar -> add(tar, "./usr/share/a.txt", text("abc"))));
        }
        Path file = folder.resolve("p.deb");
        try (ArArchiveOutputStream ar = new ArArchiveOutputStream(Files.newOutputStream(file))) {
            for (String part : new String[] {"debian-binary", "data.tar.xz"}) {
                byte[] bytes = part.equals("debian-binary") ? text("2.0\n") : packed.toByteArray();
                ar.putArchiveEntry(new ArArchiveEntry(part, bytes.length));
                ar.write(bytes);
                ar.closeArchiveEntry();
            }
        }
        new Archive(file, MOST).unpack("usr/share", into);
        assertThat(into.resolve("a.txt")).hasContent("abc");
    }

    @Test
    void leavesLinksAndPathsOutOfTheFolderIn() throws IOException {
        unpack(tar(tar -> {
            add(tar, "package/../../evil.txt", text("x"));
            add(tar, "package/..", text("x"));
            add(tar, "/etc/evil.txt", text("x"));
            TarArchiveEntry link = new TarArchiveEntry("package/link", TarConstants.LF_SYMLINK);
            link.setLinkName("/etc/passwd");
            tar.putArchiveEntry(link);
            tar.closeArchiveEntry();
        }));
        assertThat(into).isEmptyDirectory();
        assertThat(folder.resolve("a").toFile().list()).containsExactly("b");
    }

    @Test
    void refusesWhatExpandsToMoreThanItMay() throws IOException {
        byte[] half = new byte[(int) (MOST / 2)];
        byte[] bomb = tar(tar -> {
            for (int i = 0; i < 3; i++) {
                add(tar, "elsewhere/" + i, half);
            }
        });
        assertThat(Files.size(tgz(folder.resolve("p.tgz"), bomb))).isLessThan(10_000);
        assertThatThrownBy(() -> unpack(bomb))
                .isInstanceOf(IOException.class)
                .hasMessage("Cannot unpack " + folder.resolve("p.tgz") + ": it expands to more (must be at most 1048576"
                        + " bytes when unpacked, in at most 1000 entries)");
    }

    @Test
    void refusesAnEntryByItsDeclaredSize() throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry("package/a", TarConstants.LF_NORMAL);
        entry.setSize(6L << 30);
        byte[] header = new byte[1536];
        entry.writeEntryHeader(header);
        assertThatThrownBy(() -> unpack(header)).hasMessageContaining("p.tgz: an entry of 6442450944 bytes (must be");
    }

    @Test
    void refusesTooManyEntriesAndTooLongAName() {
        assertThatThrownBy(() -> unpack(tar(tar -> {
                    for (int i = 0; i < 1001; i++) {
                        add(tar, "package/" + i, new byte[0]);
                    }
                })))
                .hasMessageContaining("p.tgz: more than 1000 entries (must be");
        byte[] name = new byte[(int) MOST];
        assertThatThrownBy(() -> unpack(tar(tar -> {
                    TarArchiveEntry entry = new TarArchiveEntry("././@LongLink", TarConstants.LF_GNUTYPE_LONGNAME);
                    entry.setSize(name.length);
                    tar.putArchiveEntry(entry);
                    tar.write(name);
                    tar.closeArchiveEntry();
                })))
                .hasMessageContaining("p.tgz: it expands to more (must be");
    }

    @Test
    void refusesAFileThatIsTooLargeByItself() throws IOException {
        Path file = Files.write(folder.resolve("p.tgz"), new byte[(int) MOST + 1]);
        assertThatThrownBy(() -> new Archive(file, MOST).unpack("package", into))
                .hasMessageContaining("p.tgz: 1048577 bytes (must be at most 1048576 bytes");
    }
}
