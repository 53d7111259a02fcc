package io.espalier.spark.ml;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.spark.ml.util.DefaultParamsWriter;
import org.apache.spark.ml.util.MLWriter;

/**
 * Saves a sweep's model as MLlib's metadata, the network it predicts with, copies of the trials and the front in Parquet,
 * and where its folder and store are, for {@code best}.
 */
final class SweepModelWriter extends MLWriter {
    static final String RESULTS = "data/results.json";

    private final CompressionSweepModel model;

    SweepModelWriter(CompressionSweepModel model) {
        this.model = model;
    }

    @Override
    public void saveImpl(String path) {
        DefaultParamsWriter.saveMetadata(model, path, sparkSession());
        try {
            new SavedFile(sparkSession(), path, NetworkWriter.FILE)
                    .write(model.predicting().file());
            byte[] results = model.results().toJson().getBytes(StandardCharsets.UTF_8);
            new SavedFile(sparkSession(), path, RESULTS).write(results);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot save to " + path + ": " + e.getMessage(), e);
        }
        model.trials().coalesce(1).write().parquet(path + "/trials");
        model.front().coalesce(1).write().parquet(path + "/front");
    }
}
