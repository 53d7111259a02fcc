package io.espalier.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.codec.Bitmask;
import io.espalier.export.ExportFolder.Existing;
import io.espalier.storage.LocalStorage;
import io.espalier.storage.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportFolderTest {
    @TempDir
    private Path folder;

    private static Artifact artifact() {
        DeployedNetwork network = Deployed.all().findFirst().orElseThrow();
        try {
            return new CodecFormat(new Bitmask()).write(network, "some", Deployed.raw(network, 1));
        } catch (ExportException e) {
            throw new AssertionError(e);
        }
    }

    private long files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }

    @Test
    void writesAllFilesAndNothingElse() throws IOException {
        new ExportFolder(LocalStorage.ofUser(folder), Existing.KEEP)
                .write(artifact().files());
        assertThat(files()).isEqualTo(2);
        assertThat(folder.resolve("some.bitmask"))
                .hasBinaryContent(artifact().files().get("some.bitmask"));
    }

    @Test
    void leavesNothingHalfWritten() throws IOException {
        Files.createDirectory(folder.resolve("some.bitmask.network"));
        Files.createFile(folder.resolve("some.bitmask.network/in-the-way"));

        assertThatThrownBy(() -> new ExportFolder(LocalStorage.ofUser(folder), Existing.REPLACE)
                        .write(artifact().files()))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("some.bitmask.network");

        assertThat(files()).isEqualTo(1);
    }

    @Test
    void removesWhatAKilledProcessLeft() throws Exception {
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        String id = "-0f9bd1a5-2f2e-4d5b-a7f1-8d4a52b63a10.tmp";
        Path left = Files.createFile(folder.resolve(".some.bitmask." + gone.pid() + id));
        Path inTheMaking = Files.createFile(
                folder.resolve(".some.bitmask." + ProcessHandle.current().pid() + id));
        Path theirs = Files.createFile(folder.resolve(".another.bitmask." + gone.pid() + id));

        new ExportFolder(LocalStorage.ofUser(folder), Existing.KEEP)
                .write(artifact().files());

        assertThat(left).doesNotExist();
        assertThat(inTheMaking).exists();
        assertThat(theirs).exists();
        assertThat(files()).isEqualTo(4);
    }

    @Test
    void keepsWhatIsThere() throws IOException {
        Path theirs = Files.writeString(folder.resolve("some.bitmask"), "theirs");
        assertThatThrownBy(() -> new ExportFolder(LocalStorage.ofUser(folder), Existing.KEEP)
                        .write(artifact().files()))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("it already exists");
        assertThat(theirs).hasContent("theirs");
        new ExportFolder(LocalStorage.ofUser(folder), Existing.REPLACE)
                .write(artifact().files());
        assertThat(files()).isEqualTo(2);
    }
}
