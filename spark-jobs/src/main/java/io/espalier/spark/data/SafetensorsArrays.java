package io.espalier.spark.data;

import io.espalier.snapshot.Safetensors;
import io.espalier.snapshot.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.apache.hadoop.fs.Path;

/** The tensors of a safetensors file. */
record SafetensorsArrays(Map<String, Tensor> tensors) implements NamedArrays {
    private static final int LARGEST = Integer.MAX_VALUE - 8;

    static SafetensorsArrays read(TableFiles files, Path path) throws IOException {
        try (InputStream file = files.open(path)) {
            byte[] bytes = file.readNBytes(LARGEST);
            TableExamples.require(file.read() < 0, "it is too large (must be below 2^31 bytes)");
            return new SafetensorsArrays(Safetensors.parse(bytes).tensors());
        }
    }

    @Override
    public Tensor get(String name) throws IOException {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IOException("no array " + name + " (must be one of " + String.join(", ", tensors.keySet()) + ")");
        }
        return tensor;
    }
}
