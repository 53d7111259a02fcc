package io.espalier.spark.ml;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.MLReader;
import scala.Option;

/** Loads what {@link NetworkWriter} saved. */
final class NetworkReader extends MLReader<NetworkClassificationModel> {
    @Override
    public NetworkClassificationModel load(String path) {
        DefaultParamsReader.Metadata metadata =
                DefaultParamsReader.loadMetadata(path, sparkSession(), NetworkClassificationModel.class.getName());
        try {
            byte[] file = new SavedFile(sparkSession(), path, NetworkWriter.FILE).read();
            TrainedNetwork.ofFile(file);
            NetworkClassificationModel model = new NetworkClassificationModel(metadata.uid(), file);
            metadata.getAndSetParams(model, Option.empty());
            return model;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot load " + path + ": " + e.getMessage(), e);
        }
    }
}
