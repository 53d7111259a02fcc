package io.espalier.spark.ml;

import io.espalier.binding.Binder;
import io.espalier.metric.RootMeanSquaredError;
import io.espalier.task.LossFunction;
import io.espalier.task.Regression;
import java.util.OptionalInt;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.regression.Regressor;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.StructType;

/**
 * Trains one network on the rows of a DataFrame to predict a number, by mini-batch gradient descent on the mean of a loss of
 * the standardised label; predictions are in the label's own unit. Rows are read and ordered as by {@link NetworkClassifier}.
 */
public final class NetworkRegressor extends Regressor<Vector, NetworkRegressor, NetworkRegressionModel>
        implements NetworkEstimator<NetworkRegressor>, DefaultParamsWritable {
    private static final long serialVersionUID = 1L;

    private final String uid;

    public NetworkRegressor(String uid) {
        this(EarlyUid.of(uid));
    }

    private NetworkRegressor(EarlyUid early) {
        this.uid = early.settle();
        setTrainingDefaults(NetworkRegressor.class);
        setDefault(loss(), "squared-error");
    }

    public NetworkRegressor() {
        this(Identifiable$.MODULE$.randomUID("networkRegressor"));
    }

    @Override
    public String uid() {
        return uid == null ? EarlyUid.waiting() : uid;
    }

    public Param<String> loss() {
        return new Param<>(
                this,
                "loss",
                "loss of the standardised label in YAML, as in squared-error, absolute-error or { huber: { delta: 1 } }");
    }

    public String getLoss() {
        return getOrDefault(loss());
    }

    public NetworkRegressor setLoss(String value) {
        set(loss(), value);
        return this;
    }

    private Regression task() {
        return new Regression(
                new RootMeanSquaredError(),
                Binder.ofContext().parseYaml(getLoss(), LossFunction.OfValues.class, "loss"));
    }

    /** {@inheritDoc} Refuses as well a network or a training that its YAML does not describe, or that cannot be. */
    @Override
    public StructType transformSchema(StructType schema) {
        StructType checked = new FeaturesColumn(getFeaturesCol()).checked(schema, super::transformSchema);
        task();
        TrainingPlan.requireFit(this, schema, OptionalInt.of(1));
        return checked;
    }

    @Override
    public NetworkRegressionModel train(Dataset<?> dataset) {
        return new NetworkRegressionModel(uid, new NetworkFit(this, task()).toFile(dataset));
    }

    @Override
    public NetworkRegressor copy(ParamMap extra) {
        return defaultCopy(extra);
    }

    public static NetworkRegressor load(String path) {
        return read().load(path);
    }

    public static MLReader<NetworkRegressor> read() {
        return new DefaultParamsReader<>();
    }
}
