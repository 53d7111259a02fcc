package io.espalier.spark.data;

import io.espalier.data.DatasetSource;
import io.espalier.data.Examples;
import io.espalier.data.Targets;
import io.espalier.storage.FileStamp;
import java.io.IOException;
import java.util.List;

/** Examples in files. */
interface FileSource extends DatasetSource {
    /** Where it is: a file, a folder or a pattern. */
    String path();

    @Override
    default void requirePresent() throws IOException {
        try {
            TableFiles.of(path()).requirePresent();
        } catch (IOException | IllegalArgumentException e) {
            throw unreadable(e);
        }
    }

    @Override
    default List<FileStamp> files() throws IOException {
        try {
            return TableFiles.of(path()).stamps();
        } catch (IOException | IllegalArgumentException e) {
            throw unreadable(e);
        }
    }

    @Override
    default Examples load() throws IOException {
        return load(Targets.Kind.CLASSES);
    }

    /** What tells that they cannot be read. */
    default IOException unreadable(Exception reason) {
        return new IOException("Cannot read " + path() + ": " + reason.getMessage(), reason);
    }
}
