package io.espalier.spark.ml;

import io.espalier.export.ExportFolder;
import java.io.IOException;
import org.apache.spark.ml.util.MLWritable;

/**
 * A model that predicts with a network.
 *
 * @param <M> the model
 */
public interface NetworkModel<M extends NetworkModel<M>> extends InvalidParams, MLWritable {
    /** What it predicts with. */
    PredictingNetwork predicting();

    /** Trained parameters of the dense network. */
    default long numParameters() {
        return predicting().trained().network().parameters();
    }

    /** Multiply-accumulates per row, dead units left out. */
    default long numMacs() {
        return predicting().trained().deployed().network().macs();
    }

    /**
     * Writes the network as an ONNX model: input {@code input} of raw features, output {@code logits} of classes or
     * {@code values} in the label's unit, a batch of any size; in 8-bit integers where it predicts in them. ONNX Runtime has
     * executed it before it is there.
     *
     * @param path of a file on this machine that is not there yet, ending in {@code .onnx}
     * @throws IOException if it cannot be written, or executed gives other outputs
     */
    default void exportOnnx(String path) throws IOException {
        predicting().exportOnnx(path, ExportFolder.Existing.KEEP);
    }

    /** The same in the place of a file that is there. */
    default void replaceOnnx(String path) throws IOException {
        predicting().exportOnnx(path, ExportFolder.Existing.REPLACE);
    }

    @SuppressWarnings("unchecked")
    default M setHandleInvalid(String value) {
        set(handleInvalid(), value);
        return (M) this;
    }
}
