package io.espalier.spark.data;

import io.espalier.snapshot.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.hadoop.fs.Path;

/**
 * A file that {@code numpy.savez} or {@code savez_compressed} wrote: a ZIP archive of {@code .npy} files. One that holds
 * a name twice is refused, because readers differ in which of them they take.
 */
record NpzFile(TableFiles files, Path file) implements NamedArrays {
    @Override
    public Tensor get(String name) throws IOException {
        Set<String> there = new LinkedHashSet<>();
        Tensor found = null;
        try (InputStream bytes = files.open(file);
                ZipInputStream archive = new ZipInputStream(bytes)) {
            for (ZipEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
                String array = entry.getName().replace(NPY, "");
                if (!there.add(array)) {
                    throw new IOException("it holds " + array + " twice");
                }
                found = array.equals(name) ? NpyFile.read(archive) : found;
            }
        }
        if (found == null) {
            throw missing(name, there);
        }
        return found;
    }

    private static IOException missing(String name, Set<String> there) {
        return new IOException(
                there.isEmpty()
                        ? "it is not a ZIP archive, or an empty one"
                        : "no array " + name + " (must be one of " + String.join(", ", there) + ")");
    }
}
