package io.espalier.spark.ml;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.DefaultParamsWriter;
import org.apache.spark.ml.util.MLWriter;

/** Saves a model as MLlib's metadata and {@code data/network.safetensors}. */
final class NetworkWriter extends MLWriter {
    static final String FILE = "data/network.safetensors";

    private final Params model;
    private final byte[] network;

    NetworkWriter(Params model, byte[] network) {
        this.model = model;
        this.network = network;
    }

    @Override
    public void saveImpl(String path) {
        DefaultParamsWriter.saveMetadata(model, path, sparkSession());
        try {
            new SavedFile(sparkSession(), path, FILE).write(network);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot save to " + path + ": " + e.getMessage(), e);
        }
    }
}
