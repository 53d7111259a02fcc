package io.espalier.spark.sweep;

import io.espalier.data.Splits;
import io.espalier.data.SplitsCache;
import io.espalier.data.SplitsFile;
import io.espalier.data.SplitsSummary;
import io.espalier.storage.Storage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The data of a sweep: written to the store once by the driver, read once by each executor JVM. */
public final class ExecutorData {
    static final String FOLDER = "_data";
    private static final SplitsCache CACHE = new SplitsCache();

    private ExecutorData() {}

    /** Writes the data where they are not there yet; a file that is there is not read. */
    static void keep(Storage store, Splits splits) throws IOException {
        if (!store.exists(file(splits.hash()))) {
            SplitsFile.write(splits, store, file(splits.hash()));
        }
    }

    /** Makes the data known to executors; a damaged file is written again. */
    static void share(Storage store, Splits splits) throws IOException {
        if (!isWhole(store, splits.hash())) {
            SplitsFile.write(splits, store, file(splits.hash()));
        }
    }

    private static boolean isWhole(Storage store, String hash) {
        try {
            return store.exists(file(hash)) && splits(store, hash).hash().equals(hash);
        } catch (IOException e) {
            return false;
        }
    }

    /** The data of this hash. */
    public static Splits splits(Storage store, String hash) throws IOException {
        return CACHE.get(store, file(hash));
    }

    /** The data of a summary, features only once they are asked for, of {@code whole}. */
    static Splits described(Storage store, SplitsSummary summary, Supplier<Splits> whole) throws IOException {
        return SplitsFile.readTargets(store, file(summary.hash()), summary, whole);
    }

    /** All data of a store that can be read. */
    static List<Splits> all(Storage store) throws IOException {
        List<Splits> all = new ArrayList<>();
        for (Storage.Entry file : store.list(FOLDER)) {
            read(store, file.name()).ifPresent(all::add);
        }
        return all;
    }

    /** The data in a file; none where it is not whole. */
    static Optional<Splits> read(Storage store, String file) {
        try {
            return Optional.of(SplitsFile.read(store, file));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    static String file(Splits splits) {
        return file(splits.hash());
    }

    private static String file(String hash) {
        return FOLDER + "/" + hash + ".safetensors";
    }
}
