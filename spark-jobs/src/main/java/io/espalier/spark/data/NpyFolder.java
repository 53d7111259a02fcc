package io.espalier.spark.data;

import io.espalier.snapshot.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.apache.hadoop.fs.Path;

/** The {@code .npy} files of a folder, each an array that is called by its name. */
record NpyFolder(TableFiles files, Path folder) implements NamedArrays {
    @Override
    public Tensor get(String name) throws IOException {
        List<String> there = files.visible(folder).stream()
                .map(file -> file.getPath().getName())
                .toList();
        if (!there.contains(name + NPY)) {
            throw new IOException("no file " + name + NPY + " (must be one of " + String.join(", ", there) + ")");
        }
        try (InputStream file = files.open(new Path(folder, name + NPY))) {
            return NpyFile.read(file);
        }
    }
}
