package io.espalier.spark.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryFolderTest {
    @TempDir
    private Path temporary;

    @Test
    void removesTheFoldersOfProcessesThatWereKilled() throws IOException {
        Path home = temporary.resolve("espalier-me");
        Path own = TemporaryFolder.createIn(home);
        Path killed = Files.createDirectories(home.resolve("killed"));
        Files.writeString(killed.resolve("blocks"), "");
        Files.createFile(home.resolve("killed.lock"));
        Path other = TemporaryFolder.createIn(home);
        assertThat(killed).doesNotExist();
        assertThat(home.resolve("killed.lock")).doesNotExist();
        assertThat(other).isDirectory().isNotEqualTo(own);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home)))
                .isEqualTo("rwx------");
    }

    @Test
    void doesNotUseWhatOthersMayHaveMade() throws IOException {
        Path open = Files.createDirectory(temporary.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThatThrownBy(() -> TemporaryFolder.createIn(open)).isInstanceOf(FileAlreadyExistsException.class);
        Path link = Files.createSymbolicLink(temporary.resolve("link"), open);
        assertThatThrownBy(() -> TemporaryFolder.createIn(link)).isInstanceOf(FileAlreadyExistsException.class);
    }

    @Test
    void findsTheSecretOfAClusterByItsMaster() throws IOException {
        Files.writeString(temporary.resolve("127.0.0.1-7077"), "abc\n");
        assertThat(ClusterSecret.of("spark://127.0.0.1:7077", temporary)).hasValue("abc");
        assertThat(ClusterSecret.of("spark://127.0.0.1:7078", temporary)).isEmpty();
        assertThat(ClusterSecret.of("yarn", temporary)).isEmpty();
    }
}
