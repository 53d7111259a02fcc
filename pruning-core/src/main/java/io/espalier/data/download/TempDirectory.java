package io.espalier.data.download;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.UUID;
import java.util.stream.Stream;

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
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
