package io.espalier.spark.data;

import io.espalier.snapshot.Tensor;
import java.io.IOException;
import java.util.Locale;
import org.apache.hadoop.fs.FileStatus;

/** Arrays that are called by names: those of a {@code .npz} or safetensors file, or the {@code .npy} files of a folder. */
interface NamedArrays {
    /** What a file of one array ends with, in an archive and in a folder. */
    String NPY = ".npy";

    /** @throws IOException if the path is neither */
    static NamedArrays in(TableFiles files) throws IOException {
        FileStatus found = files.single();
        String name = found.getPath().getName().toLowerCase(Locale.ROOT);
        if (found.isDirectory()) {
            return new NpyFolder(files, found.getPath());
        } else if (name.endsWith(".npz")) {
            return new NpzFile(files, found.getPath());
        } else if (name.endsWith(".safetensors")) {
            return SafetensorsArrays.read(files, found.getPath());
        }
        throw new IOException("it is neither a .npz nor a .safetensors file (nor a folder of .npy files)");
    }

    /** @throws IOException if it is not there, or cannot be read, with the reason */
    Tensor get(String name) throws IOException;
}
