package io.espalier.spark.ml;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.BiFunction;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.MLReader;
import scala.Option;

/** Loads what {@link NetworkWriter} saved. */
final class NetworkReader<M extends Params> extends MLReader<M> {
    private final Class<M> type;
    private final BiFunction<String, byte[], M> model;

    /** @param model of a uid and the file of a network */
    NetworkReader(Class<M> type, BiFunction<String, byte[], M> model) {
        this.type = type;
        this.model = model;
    }

    @Override
    public M load(String path) {
        DefaultParamsReader.Metadata metadata = DefaultParamsReader.loadMetadata(path, sparkSession(), type.getName());
        try {
            byte[] file = new SavedFile(sparkSession(), path, NetworkWriter.FILE).read();
            TrainedNetwork.ofFile(file);
            M loaded = model.apply(metadata.uid(), file);
            metadata.getAndSetParams(loaded, Option.empty());
            return loaded;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot load " + path + ": " + e.getMessage(), e);
        }
    }
}
