package io.espalier.spark.baseline;

import io.espalier.baseline.Baseline;
import io.espalier.baseline.Coefficients;
import io.espalier.data.Dataset;
import io.espalier.random.RandomKey;
import org.apache.spark.sql.Row;

/**
 * A classifier of MLlib. It is fitted on one partition, so that sums are taken in one order, whatever the cluster.
 *
 * @param <M> what it fits
 */
interface MllibBaseline<M> extends Baseline {
    /**
     * MLlib's own fit.
     *
     * @param rows the examples of {@code train}
     */
    M fit(org.apache.spark.sql.Dataset<Row> rows, Dataset train, RandomKey key);

    /** What the model has fitted. */
    Coefficients coefficients(M model, Dataset train);

    @Override
    default String engine() {
        return "Spark MLlib " + org.apache.spark.package$.MODULE$.SPARK_VERSION();
    }

    @Override
    default Coefficients fit(Dataset train, RandomKey key) {
        return coefficients(model(train, key), train);
    }

    /** MLlib's own model. */
    default M model(Dataset train, RandomKey key) {
        try (TrainingFrame frame = TrainingFrame.of(train)) {
            return fit(frame.rows(), train, key);
        }
    }
}
