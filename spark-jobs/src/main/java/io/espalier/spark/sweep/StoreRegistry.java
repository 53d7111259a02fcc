package io.espalier.spark.sweep;

import io.espalier.storage.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** The output folders of all sweeps that ever ran on a store: a file for each, {@code _sweeps/<hash of its path>}. */
final class StoreRegistry {
    private final Path store;

    StoreRegistry(Path store) {
        this.store = store;
    }

    /** Makes a sweep known, before it stores anything. */
    void add(Path out) throws IOException {
        byte[] path = text(out).getBytes(StandardCharsets.UTF_8);
        AtomicFile.createFolders(folder());
        Path staging = AtomicFile.createFolders(store.resolve("_staging"));
        AtomicFile.create(staging.resolve("sweep." + UUID.randomUUID()), file(out), path);
    }

    /** Takes a sweep off the list: what only it refers to is garbage. */
    void forget(Path out) throws IOException {
        Files.deleteIfExists(file(out));
    }

    /** The output folders, in order. */
    List<Path> all() throws IOException {
        if (!Files.isDirectory(folder())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder())) {
            List<Path> users = new ArrayList<>();
            for (Path file : files.sorted().toList()) {
                users.add(Path.of(Files.readString(file)));
            }
            return users;
        }
    }

    private Path folder() {
        return store.resolve("_sweeps");
    }

    private Path file(Path out) {
        return folder().resolve(UUID.nameUUIDFromBytes(text(out).getBytes(StandardCharsets.UTF_8))
                .toString());
    }

    private static String text(Path out) {
        return out.toAbsolutePath().normalize().toString();
    }
}
