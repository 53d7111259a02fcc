package io.espalier.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.storage.Storage.Durability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalStorageTest extends StorageContract {
    @TempDir
    private Path disk;

    @Override
    protected Storage open(Path folder) {
        return LocalStorage.at(folder.resolve("deep/out"));
    }

    @Test
    void leavesNothingButTheFileInAFolderOfTheUsers() throws IOException {
        Storage storage = LocalStorage.ofUser(disk);
        storage.createIfAbsent("a", Content.of(new byte[1]), Durability.SYNCED);
        storage.replace("a", Content.of(new byte[2]));
        try (var files = Files.list(disk)) {
            assertThat(files).containsExactly(disk.resolve("a"));
        }
    }

    @Test
    void hidesWhatAWriterThatDiedHasLeft() throws IOException {
        Files.createDirectory(disk.resolve("_staging"));
        Files.createFile(disk.resolve("_staging/part.x"));
        String left = ".part.1234-0f9bd1a5-2f2e-4d5b-a7f1-8d4a52b63a10.tmp";
        Files.createFile(disk.resolve(left));
        assertThat(LocalStorage.ofUser(disk).list(""))
                .extracting(Storage.Entry::name)
                .containsExactly("_staging/part.x");
        assertThat(LocalStorage.at(disk).list(""))
                .extracting(Storage.Entry::name)
                .containsExactly(left);
    }

    @Test
    void doesNotTakeAFolderForAFile() throws IOException {
        Files.createDirectories(disk.resolve("sweep.json/within"));
        Storage storage = LocalStorage.at(disk);
        assertThatThrownBy(() -> storage.read("sweep.json"))
                .isInstanceOf(DamagedException.class)
                .hasMessage("Cannot read " + disk.resolve("sweep.json") + ": damaged (it is a folder)");
        assertThatThrownBy(() -> storage.replace("sweep.json", Content.of(new byte[1])))
                .isInstanceOf(StoreException.class);
        assertThat(storage.move("sweep.json", "aside")).isTrue();
        assertThat(disk.resolve("aside/within")).isDirectory();
    }

    @Test
    void namesWhatItCannotRead() throws IOException {
        Storage storage = LocalStorage.at(Files.createFile(disk.resolve("file")));
        assertThatThrownBy(() -> storage.read("x"))
                .isInstanceOf(StoreException.class)
                .hasMessage("Cannot read " + disk.resolve("file/x") + ": not a directory");
    }
}
