package io.espalier.spark.sweep;

import io.espalier.data.Splits;
import io.espalier.data.SplitsCache;
import io.espalier.data.SplitsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The data of a sweep: written to the store once by the driver, read once by each executor JVM. */
final class ExecutorData {
    private static final SplitsCache CACHE = new SplitsCache();

    private ExecutorData() {}

    /** Makes the data known to executors. */
    static void share(Path store, Splits splits) throws IOException {
        Path file = file(store, splits.hash());
        if (!Files.exists(file)) {
            Files.createDirectories(file.getParent());
            SplitsFile.write(splits, file);
        }
    }

    static Splits splits(Path store, String hash) throws IOException {
        return CACHE.get(file(store, hash));
    }

    private static Path file(Path store, String hash) {
        return store.resolve("_data").resolve(hash + ".safetensors");
    }
}
