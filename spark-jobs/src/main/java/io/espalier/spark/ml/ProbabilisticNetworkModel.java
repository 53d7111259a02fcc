package io.espalier.spark.ml;

import static io.espalier.binding.InvalidValueException.check;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.classification.ProbabilisticClassificationModel;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import scala.Tuple3;

/** A model that predicts classes with a network. */
abstract class ProbabilisticNetworkModel<M extends ProbabilisticNetworkModel<M>>
        extends ProbabilisticClassificationModel<Vector, M> implements NetworkModel<M> {
    private static final long serialVersionUID = 1L;

    private final String uid;
    private final PredictingNetwork network;

    /** @param file a {@link TrainedNetwork} */
    ProbabilisticNetworkModel(EarlyUid early, byte[] file) {
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
    public int numClasses() {
        return network.trained().classes();
    }

    @Override
    public int numFeatures() {
        return network.numFeatures();
    }

    /** Logits. */
    @Override
    public Vector predictRaw(Vector features) {
        return Vectors.dense(network.outputs(getFeaturesCol(), features));
    }

    @Override
    public Vector raw2probabilityInPlace(Vector raw) {
        Softmax.inPlace(((DenseVector) raw).values());
        return raw;
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
        OutputColumns outputs = outputs();
        StructType checked = transformSchema(dataset.schema(), true);
        return network.transform(dataset, checked, getFeaturesCol(), outputs, getHandleInvalid());
    }

    private OutputColumns outputs() {
        List<Double> thresholds =
                isDefined(thresholds()) ? Arrays.stream(getThresholds()).boxed().toList() : List.of();
        check(
                thresholds.isEmpty() || thresholds.size() == numClasses(),
                "thresholds",
                thresholds,
                "be " + numClasses() + ", one per class");
        return new ClassColumns(getRawPredictionCol(), getProbabilityCol(), getPredictionCol(), thresholds);
    }

    /** MLlib's two declarations of this differ in what Scala takes as covariant and Java does not. */
    @Override
    @SuppressWarnings({"rawtypes", "unchecked"})
    public Tuple3 findSummaryModel() {
        return new Tuple3(this, getProbabilityCol(), getPredictionCol());
    }

    @Override
    public String toString() {
        return getClass().getSimpleName() + ": uid=" + uid + ", numClasses=" + numClasses() + ", numFeatures="
                + numFeatures();
    }
}
