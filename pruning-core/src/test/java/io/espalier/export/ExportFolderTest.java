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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
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

    /** A process that writes the same files over and over, all bytes of both the same number. */
    static final class Writer {
        public static void main(String[] arguments) throws IOException {
            ExportFolder folder = new ExportFolder(LocalStorage.ofUser(Path.of(arguments[0])), Existing.REPLACE);
            for (int round = 0; true; round++) {
                folder.write(files(round));
            }
        }

        static SortedMap<String, byte[]> files(int number) {
            byte[] large = new byte[1 << 22];
            Arrays.fill(large, (byte) number);
            return new TreeMap<>(Map.of("some.c", large, "some.h", large.clone()));
        }
    }

    /** As SIGTERM and SIGKILL end an export: each file is whole, and the next export removes what was left. */
    @RepeatedTest(4)
    void aKilledExportLeavesNothingHalf(RepetitionInfo repetition) throws Exception {
        Process writer = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        folder.toString())
                .inheritIO()
                .start();
        while (!Files.exists(folder.resolve("some.c")) && writer.isAlive()) {
            Thread.sleep(1);
        }
        Thread.sleep(7L * repetition.getCurrentRepetition());
        if (repetition.getCurrentRepetition() % 2 == 0) {
            writer.destroy();
        } else {
            writer.destroyForcibly();
        }
        writer.waitFor();

        for (String name : List.of("some.c", "some.h")) {
            byte[] found = Files.readAllBytes(folder.resolve(name));
            assertThat(found).isEqualTo(Writer.files(found[0]).get(name));
        }
        new ExportFolder(LocalStorage.ofUser(folder), Existing.REPLACE).write(Writer.files(7));
        assertThat(files()).isEqualTo(2);
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
