package io.espalier.spark.ml;

import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.regression.RegressionModel;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** A trained network that predicts numbers. Saved, it is MLlib's metadata and a safetensors file. */
public final class NetworkRegressionModel extends RegressionModel<Vector, NetworkRegressionModel>
        implements NetworkModel<NetworkRegressionModel>, NetworkParams {
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

    @Override
    public PredictingNetwork predicting() {
        return network;
    }

    @Override
    public int numFeatures() {
        return network.numFeatures();
    }

    @Override
    public double predict(Vector features) {
        return network.outputs(getFeaturesCol(), features)[0];
    }

    /** {@inheritDoc} Refuses a features column whose attributes tell of another size than the network's input. */
    @Override
    public StructType transformSchema(StructType schema) {
        FeaturesColumn features = new FeaturesColumn(getFeaturesCol());
        StructType checked = features.checked(schema, super::transformSchema);
        features.checkSize(schema, numFeatures());
        return checked;
    }

    @Override
    public Dataset<Row> transform(Dataset<?> dataset) {
        StructType checked = transformSchema(dataset.schema(), true);
        return network.transform(
                dataset, checked, getFeaturesCol(), new ValueColumn(getPredictionCol()), getHandleInvalid());
    }

    @Override
    public NetworkRegressionModel copy(ParamMap extra) {
        return copyValues(new NetworkRegressionModel(uid(), network.file()), extra)
                .setParent(parent());
    }

    @Override
    public MLWriter write() {
        return new NetworkWriter(this, network.file());
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
