package io.espalier.spark.ml;

import io.espalier.task.Classification;
import org.apache.spark.ml.classification.ProbabilisticClassifier;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.StructType;

/**
 * Trains one network on the rows of a DataFrame, by mini-batch gradient descent on the mean cross-entropy.
 *
 * <p>Rows come to the driver and go to one task, which trains on one core. They are ordered by their content first, so
 * the result does not depend on how the DataFrame is cut or shuffled. Without a column that marks validation rows, the
 * curve is of the training rows.
 */
public final class NetworkClassifier
        extends ProbabilisticClassifier<Vector, NetworkClassifier, NetworkClassificationModel>
        implements NetworkEstimator<NetworkClassifier>, DefaultParamsWritable {
    private static final long serialVersionUID = 1L;

    private final String uid;

    public NetworkClassifier(String uid) {
        this(EarlyUid.of(uid));
    }

    private NetworkClassifier(EarlyUid early) {
        this.uid = early.settle();
        setTrainingDefaults(NetworkClassifier.class);
    }

    public NetworkClassifier() {
        this(Identifiable$.MODULE$.randomUID("networkClassifier"));
    }

    @Override
    public String uid() {
        return uid == null ? EarlyUid.waiting() : uid;
    }

    /** {@inheritDoc} Refuses as well a network or a training that its YAML does not describe, or that cannot be. */
    @Override
    public StructType transformSchema(StructType schema) {
        StructType checked = new FeaturesColumn(getFeaturesCol()).checked(schema, super::transformSchema);
        TrainingPlan.requireFit(this, schema, new LabelColumn(getLabelCol()).classes(schema));
        return checked;
    }

    @Override
    public NetworkClassificationModel train(Dataset<?> dataset) {
        return new NetworkClassificationModel(uid, new NetworkFit(this, new Classification()).toFile(dataset));
    }

    @Override
    public NetworkClassifier copy(ParamMap extra) {
        return defaultCopy(extra);
    }

    public static NetworkClassifier load(String path) {
        return read().load(path);
    }

    public static MLReader<NetworkClassifier> read() {
        return new DefaultParamsReader<>();
    }
}
