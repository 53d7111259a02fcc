package io.espalier.spark.data;

import io.espalier.data.DatasetSource;
import io.espalier.data.Examples;
import io.espalier.data.Targets;
import io.espalier.storage.FileStamp;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Examples in files. */
interface FileSource extends DatasetSource {
    /** Where it is: a file, a folder or a pattern. */
    String path();

    /** All that it reads. */
    default List<String> paths() {
        return List.of(path());
    }

    @Override
    default void requirePresent() throws IOException {
        for (String path : paths()) {
            try {
                TableFiles.of(path).requirePresent();
            } catch (IOException | IllegalArgumentException e) {
                throw unreadable(path, e);
            }
        }
    }

    @Override
    default List<FileStamp> files() throws IOException {
        List<FileStamp> stamps = new ArrayList<>();
        for (String path : paths()) {
            try {
                stamps.addAll(TableFiles.of(path).stamps());
            } catch (IOException | IllegalArgumentException e) {
                throw unreadable(path, e);
            }
        }
        return stamps;
    }

    @Override
    default Examples load() throws IOException {
        return load(Targets.Kind.CLASSES);
    }

    /** What tells that they cannot be read. */
    default IOException unreadable(Exception reason) {
        return unreadable(path(), reason);
    }

    /** What tells that one of them cannot be read. */
    static IOException unreadable(String path, Exception reason) {
        return new IOException("Cannot read " + path + ": " + reason.getMessage(), reason);
    }
}
