package io.espalier.storage;

import java.nio.file.Path;
import java.util.UUID;

class MemoryStorageTest extends StorageContract {
    @Override
    protected Storage open(Path folder) {
        return Storages.of("memory:/" + UUID.randomUUID());
    }
}
