package io.espalier.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.espalier.storage.Storage.Durability;
import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CountedStorageTest extends StorageContract {
    private Requests requests = Requests.NONE;

    @Override
    protected Storage open(Path folder) {
        return new CountedStorage(Storages.of("memory:/" + UUID.randomUUID()), this::count);
    }

    private synchronized void count(Requests more) {
        requests = requests.plus(more);
    }

    @Test
    void countsByVerb(@TempDir Path folder) throws IOException {
        Storage storage = open(folder);
        storage.createIfAbsent("a/b", Content.of(new byte[10]), Durability.UNSYNCED);
        storage.createIfAbsent("a/b", Content.of(new byte[10]), Durability.UNSYNCED);
        storage.replace("a/c", Content.of(new byte[5]));
        storage.read("a/b");
        storage.read("a/d");
        storage.exists("a/d");
        storage.list("a");
        storage.sync("a/b");
        storage.delete("a/b");
        assertThat(requests.writes()).isEqualTo(3);
        assertThat(requests.reads()).isEqualTo(3);
        assertThat(requests.lists()).isEqualTo(1);
        assertThat(requests.syncs()).isEqualTo(1);
        assertThat(requests.deletes()).isEqualTo(1);
        assertThat(requests.bytesRead()).isEqualTo(10);
        assertThat(requests.bytesWritten()).isBetween(15L, 25L);
    }

    @Test
    void countsWhatFails(@TempDir Path folder) {
        Storage storage = open(folder);
        Content broken = file -> {
            throw new IOException("the source is gone");
        };
        assertThatThrownBy(() -> storage.replace("a", broken)).isInstanceOf(IOException.class);
        assertThat(requests.writes()).isEqualTo(1);
    }
}
