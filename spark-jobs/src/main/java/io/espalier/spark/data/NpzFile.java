package io.espalier.spark.data;

import io.espalier.snapshot.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.hadoop.fs.Path;

/** A file that {@code numpy.savez} or {@code savez_compressed} wrote: a ZIP archive of {@code .npy} files. */
record NpzFile(TableFiles files, Path file) implements NamedArrays {
    @Override
    public Tensor get(String name) throws IOException {
        List<String> there = new ArrayList<>();
        try (InputStream bytes = files.open(file);
                ZipInputStream archive = new ZipInputStream(bytes)) {
            for (ZipEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
                if (entry.getName().equals(name + NPY)) {
                    return NpyFile.read(archive);
                }
                there.add(entry.getName().replace(NPY, ""));
            }
        }
        throw new IOException(
                there.isEmpty()
                        ? "it is not a ZIP archive, or an empty one"
                        : "no array " + name + " (must be one of " + String.join(", ", there) + ")");
    }
}
