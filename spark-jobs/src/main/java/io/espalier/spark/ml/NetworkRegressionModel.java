package io.espalier.spark.ml;

import io.espalier.export.ExportFolder;
import java.io.IOException;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.regression.RegressionModel;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** A trained network that predicts numbers. Saved, it is MLlib's metadata and a safetensors file. */
public final class NetworkRegressionModel extends RegressionModel<Vector, NetworkRegressionModel>
        implements NetworkParams, InvalidParams, MLWritable {
    private static final long serialVersionUID = 1L;

    private final String uid;
    private final PredictingNetwork network;

    NetworkRegressionModel(String uid, byte[] file) {
        this(EarlyUid.of(uid), file);
    }

    private NetworkRegressionModel(EarlyUid early, byte[] file) {
        this.uid = early.settle();
        this.network = new PredictingNetwork(file);
        setDefault(handleInvalid(), ERROR);
    }

    @Override
    public String uid() {
        return uid == null ? EarlyUid.waiting() : uid;
    }

    byte[] file() {
        return network.file();
    }

    public NetworkRegressionModel setHandleInvalid(String value) {
        set(handleInvalid(), value);
        return this;
    }

    @Override
    public int numFeatures() {
        return network.numFeatures();
    }

    /** Trained parameters of the dense network. */
    public long numParameters() {
        return network.numParameters();
    }

    /** Multiply-accumulates per row, dead units left out. */
    public long numMacs() {
        return network.numMacs();
    }

    /**
     * Writes the network as an ONNX model: input {@code input} of raw features, output {@code values} in the label's unit, a
     * batch of any size. ONNX Runtime has executed it before it is there.
     *
     * @param path of a file on this machine that is not there yet, ending in {@code .onnx}
     * @throws IOException if it cannot be written, or executed gives other values
     */
    public void exportOnnx(String path) throws IOException {
        network.exportOnnx(path, ExportFolder.Existing.KEEP);
    }

    /** The same in the place of a file that is there. */
    public void replaceOnnx(String path) throws IOException {
        network.exportOnnx(path, ExportFolder.Existing.REPLACE);
    }

    @Override
    public double predict(Vector features) {
        return network.outputs(getFeaturesCol(), features)[0];
    }

    /** {@inheritDoc} Refuses a features column whose attributes tell of another size than the network's input. */
    @Override
    public StructType transformSchema(StructType schema) {
        FeaturesColumn features = new FeaturesColumn(getFeaturesCol());
        StructType checked = super.transformSchema(features.asVector(schema));
        features.checkSize(schema, numFeatures());
        return features.asGiven(checked, schema);
    }

    @Override
    public Dataset<Row> transform(Dataset<?> dataset) {
        StructType checked = transformSchema(dataset.schema(), true);
        return network.transform(
                dataset, checked, getFeaturesCol(), new ValueColumn(getPredictionCol()), getHandleInvalid());
    }

    @Override
    public NetworkRegressionModel copy(ParamMap extra) {
        return copyValues(new NetworkRegressionModel(uid(), file()), extra).setParent(parent());
    }

    @Override
    public MLWriter write() {
        return new NetworkWriter(this, file());
    }

    public static MLReader<NetworkRegressionModel> read() {
        return new NetworkReader<>(NetworkRegressionModel.class, NetworkRegressionModel::new);
    }

    public static NetworkRegressionModel load(String path) {
        return read().load(path);
    }

    @Override
    public String toString() {
        return getClass().getSimpleName() + ": uid=" + uid + ", numFeatures=" + numFeatures();
    }
}
