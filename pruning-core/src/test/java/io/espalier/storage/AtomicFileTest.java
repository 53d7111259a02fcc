package io.espalier.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Feature;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    private static final byte[] FIRST = "first".getBytes(StandardCharsets.UTF_8);
    private static final byte[] SECOND = "second".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    private static boolean create(Path staged, Path target, byte[] content) throws StoreException {
        AtomicFile.write(staged, Content.of(content));
        return AtomicFile.publish(staged, target);
    }

    private static void assertFirstWriterWins(Path folder) throws IOException {
        Path target = folder.resolve("target");
        assertThat(create(folder.resolve("a.tmp"), target, FIRST)).isTrue();
        assertThat(create(folder.resolve("b.tmp"), target, SECOND)).isFalse();
        assertThat(target).hasBinaryContent(FIRST);
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(target);
        }
    }

    @Test
    void letsTheFirstWriterWin() throws IOException {
        assertFirstWriterWins(folder);
    }

    @Test
    void letsTheFirstWriterWinWhereThereAreNoLinks() throws IOException {
        Configuration linkless = Configuration.unix().toBuilder()
                .setSupportedFeatures(Feature.FILE_CHANNEL)
                .build();
        try (FileSystem disk = Jimfs.newFileSystem(linkless)) {
            assertFirstWriterWins(Files.createDirectory(disk.getPath("/x")));
        }
    }

    @Test
    void publishesOnceWhenALinkIsRepeated() throws IOException {
        Path staged = folder.resolve("a.tmp");
        Path target = folder.resolve("target");
        AtomicFile.write(staged, Content.of(FIRST));
        Files.createLink(target, staged);
        assertThat(AtomicFile.publish(staged, target)).isTrue();
        assertThat(target).hasBinaryContent(FIRST);
    }

    @Test
    void doesNotReplaceAFileThatItShouldCreate() throws IOException {
        Path file = Files.write(folder.resolve("a.tmp"), FIRST);
        assertThatThrownBy(() -> AtomicFile.write(file, Content.of(SECOND)))
                .isInstanceOf(StoreException.class)
                .hasMessage("Cannot write " + file + ": a file of that name already exists");
        assertThat(file).hasBinaryContent(FIRST);
    }

    @Test
    void saysWhenTheFolderIsGone() {
        Path target = folder.resolve("gone/target");
        assertThatThrownBy(() -> create(folder.resolve("a.tmp"), target, FIRST))
                .isInstanceOf(StoreException.class)
                .hasMessage("Cannot publish " + target + ": no such file or directory");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void saysWhenAFileToMoveIsGone() throws IOException {
        assertThat(AtomicFile.move(folder.resolve("gone"), folder.resolve("target")))
                .isFalse();
    }
}
