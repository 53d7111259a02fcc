package io.espalier.data.download;

import io.espalier.storage.FileTree;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** A folder to work in, removed with all that is in it when it is closed. */
record TempDirectory(Path path) implements Closeable {

    /** A new one beside {@code target}, so that files can be moved there atomically. */
    static TempDirectory beside(Path target) throws IOException {
        Path place = target.toAbsolutePath().normalize();
        String name = "." + place.getFileName() + "." + UUID.randomUUID();
        return new TempDirectory(Files.createDirectories(place.resolveSibling(name)));
    }

    Path subfolder(String name) throws IOException {
        return Files.createDirectory(path.resolve(name));
    }

    @Override
    public void close() throws IOException {
        new FileTree(path).delete();
    }
}
