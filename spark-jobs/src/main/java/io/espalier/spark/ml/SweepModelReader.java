package io.espalier.spark.ml;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.MLReader;
import scala.Option;

/** Loads what {@link SweepModelWriter} saved. */
final class SweepModelReader extends MLReader<CompressionSweepModel> {
    @Override
    public CompressionSweepModel load(String path) {
        DefaultParamsReader.Metadata metadata =
                DefaultParamsReader.loadMetadata(path, sparkSession(), CompressionSweepModel.class.getName());
        try {
            byte[] file = new SavedFile(sparkSession(), path, NetworkWriter.FILE).read();
            TrainedNetwork.ofFile(file);
            byte[] results = new SavedFile(sparkSession(), path, SweepModelWriter.RESULTS).read();
            SweepFolder folder = SweepFolder.ofJson(new String(results, StandardCharsets.UTF_8));
            CompressionSweepModel model =
                    new CompressionSweepModel(metadata.uid(), file, folder.tablesIn(path + "/trials", path + "/front"));
            metadata.getAndSetParams(model, Option.empty());
            return model;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot load " + path + ": " + e.getMessage(), e);
        }
    }
}
