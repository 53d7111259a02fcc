package io.espalier.spark.sweep;

import io.espalier.data.Splits;
import io.espalier.data.SplitsCache;
import io.espalier.data.SplitsFile;
import io.espalier.storage.AtomicFile;
import io.espalier.storage.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The data of a sweep: written to the store once by the driver, read once by each executor JVM. */
final class ExecutorData {
    private static final String DATA = "_data";
    private static final SplitsCache CACHE = new SplitsCache();

    private ExecutorData() {}

    /** Makes the data known to executors; a damaged file is written again. */
    static void share(Path store, Splits splits) throws IOException {
        Path file = file(store, splits.hash());
        if (!isWhole(file, splits.hash())) {
            AtomicFile.createFolders(store.resolve(DATA));
            write(splits, file);
        }
    }

    private static void write(Splits splits, Path file) throws StoreException {
        try {
            SplitsFile.write(splits, file);
        } catch (IOException e) {
            throw StoreException.because("write", file, e);
        }
    }

    private static boolean isWhole(Path file, String hash) {
        try {
            return Files.exists(file) && CACHE.get(file).hash().equals(hash);
        } catch (IOException e) {
            return false;
        }
    }

    static Splits splits(Path store, String hash) throws IOException {
        return CACHE.get(file(store, hash));
    }

    /** All data of a store that can be read. */
    static List<Splits> all(Path store) throws IOException {
        Path folder = store.resolve(DATA);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Splits> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                read(file).ifPresent(all::add);
            }
        }
        return all;
    }

    private static Optional<Splits> read(Path file) {
        try {
            return Optional.of(SplitsFile.read(file));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Path file(Path store, String hash) {
        return store.resolve(DATA).resolve(hash + ".safetensors");
    }
}
