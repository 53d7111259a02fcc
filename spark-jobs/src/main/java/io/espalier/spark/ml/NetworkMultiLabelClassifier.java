package io.espalier.spark.ml;

import io.espalier.task.MultiLabel;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.StructType;

/**
 * Trains one network on the rows of a DataFrame to predict which of several labels each has, by mini-batch gradient descent on
 * the mean binary cross-entropy. The label column has vectors or arrays of 0 and 1, one for each label. Rows are read and
 * ordered as by {@link NetworkClassifier}.
 */
public final class NetworkMultiLabelClassifier extends Estimator<NetworkMultiLabelModel>
        implements MultiLabelParams, NetworkEstimator<NetworkMultiLabelClassifier>, DefaultParamsWritable {
    private static final long serialVersionUID = 1L;

    private final String uid;

    public NetworkMultiLabelClassifier(String uid) {
        this(EarlyUid.of(uid));
    }

    private NetworkMultiLabelClassifier(EarlyUid early) {
        this.uid = early.settle();
        setColumnDefaults();
        setTrainingDefaults(NetworkMultiLabelClassifier.class);
    }

    public NetworkMultiLabelClassifier() {
        this(Identifiable$.MODULE$.randomUID("networkMultiLabelClassifier"));
    }

    @Override
    public String uid() {
        return uid == null ? EarlyUid.waiting() : uid;
    }

    @Override
    public String getFeaturesCol() {
        return MultiLabelParams.super.getFeaturesCol();
    }

    @Override
    public String getLabelCol() {
        return MultiLabelParams.super.getLabelCol();
    }

    private <T> NetworkMultiLabelClassifier with(Param<T> param, T value) {
        set(param, value);
        return this;
    }

    public NetworkMultiLabelClassifier setFeaturesCol(String value) {
        return with(featuresCol(), value);
    }

    public NetworkMultiLabelClassifier setLabelCol(String value) {
        return with(labelCol(), value);
    }

    public NetworkMultiLabelClassifier setPredictionCol(String value) {
        return with(predictionCol(), value);
    }

    public NetworkMultiLabelClassifier setProbabilityCol(String value) {
        return with(probabilityCol(), value);
    }

    public NetworkMultiLabelClassifier setRawPredictionCol(String value) {
        return with(rawPredictionCol(), value);
    }

    public NetworkMultiLabelClassifier setThresholds(double... value) {
        return with(thresholds(), value);
    }

    /** {@inheritDoc} Refuses as well a network or a training that its YAML does not describe, or that cannot be. */
    @Override
    public StructType transformSchema(StructType schema) {
        FeaturesColumn labels = new FeaturesColumn(getLabelCol());
        new FeaturesColumn(getFeaturesCol()).requireVectors(schema);
        labels.requireVectors(schema);
        TrainingPlan.requireFit(this, schema, labels.size(schema));
        return NetworkMultiLabelModel.columns(this, labels.size(schema).orElse(1))
                .addTo(schema);
    }

    @Override
    public NetworkMultiLabelModel fit(Dataset<?> dataset) {
        transformSchema(dataset.schema(), true);
        byte[] file = new NetworkFit(this, new MultiLabel()).toFile(dataset);
        return copyValues(new NetworkMultiLabelModel(uid, file), new ParamMap()).setParent(this);
    }

    @Override
    public NetworkMultiLabelClassifier copy(ParamMap extra) {
        return defaultCopy(extra);
    }

    public static NetworkMultiLabelClassifier load(String path) {
        return read().load(path);
    }

    public static MLReader<NetworkMultiLabelClassifier> read() {
        return new DefaultParamsReader<>();
    }
}
