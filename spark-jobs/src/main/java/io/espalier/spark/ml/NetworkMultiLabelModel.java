package io.espalier.spark.ml;

import static io.espalier.binding.InvalidValueException.check;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * A trained network that predicts several labels: a logit and a probability for each, and the numbers of those whose
 * probability is at least their threshold, as {@code MultilabelClassificationEvaluator} takes them. Saved, it is MLlib's
 * metadata and a safetensors file.
 */
public final class NetworkMultiLabelModel extends Model<NetworkMultiLabelModel>
        implements MultiLabelParams, NetworkParams, NetworkModel<NetworkMultiLabelModel> {
    private static final long serialVersionUID = 1L;
    private static final double EVEN = 0.5;

    private final String uid;
    private final PredictingNetwork network;

    NetworkMultiLabelModel(String uid, byte[] file) {
        this(EarlyUid.of(uid), file);
    }

    private NetworkMultiLabelModel(EarlyUid early, byte[] file) {
        this.uid = early.settle();
        this.network = new PredictingNetwork(file);
        setColumnDefaults();
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

    public NetworkMultiLabelModel setFeaturesCol(String value) {
        set(featuresCol(), value);
        return this;
    }

    public NetworkMultiLabelModel setThresholds(double... value) {
        set(thresholds(), value);
        return this;
    }

    public int numLabels() {
        return network.trained().classes();
    }

    public int numFeatures() {
        return network.numFeatures();
    }

    /** What a stage of so many labels adds. */
    static MultiLabelColumns columns(MultiLabelParams stage, int labels) {
        List<Double> thresholds = stage.isDefined(stage.thresholds())
                ? Arrays.stream(stage.getThresholds()).boxed().toList()
                : Collections.nCopies(labels, EVEN);
        check(
                thresholds.stream().allMatch(threshold -> threshold >= 0 && threshold <= 1),
                "thresholds",
                thresholds,
                "be in [0, 1]");
        return new MultiLabelColumns(
                stage.getRawPredictionCol(), stage.getProbabilityCol(), stage.getPredictionCol(), thresholds);
    }

    private MultiLabelColumns columns() {
        MultiLabelColumns columns = columns(this, numLabels());
        check(
                columns.thresholds().size() == numLabels(),
                "thresholds",
                columns.thresholds(),
                "be " + numLabels() + ", one per label");
        return columns;
    }

    /** {@inheritDoc} Refuses a features column whose attributes tell of another size than the network's input. */
    @Override
    public StructType transformSchema(StructType schema) {
        FeaturesColumn features = new FeaturesColumn(getFeaturesCol());
        features.requireVectors(schema);
        features.checkSize(schema, numFeatures());
        return columns().addTo(schema);
    }

    @Override
    public Dataset<Row> transform(Dataset<?> dataset) {
        StructType checked = transformSchema(dataset.schema(), true);
        return network.transform(dataset, checked, getFeaturesCol(), columns(), getHandleInvalid());
    }

    @Override
    public NetworkMultiLabelModel copy(ParamMap extra) {
        return copyValues(new NetworkMultiLabelModel(uid(), network.file()), extra)
                .setParent(parent());
    }

    @Override
    public MLWriter write() {
        return new NetworkWriter(this, network.file());
    }

    public static MLReader<NetworkMultiLabelModel> read() {
        return new NetworkReader<>(NetworkMultiLabelModel.class, NetworkMultiLabelModel::new);
    }

    public static NetworkMultiLabelModel load(String path) {
        return read().load(path);
    }

    @Override
    public String toString() {
        return getClass().getSimpleName() + ": uid=" + uid + ", numLabels=" + numLabels() + ", numFeatures="
                + numFeatures();
    }
}
