package io.espalier.spark.ml;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** What a sweep found: its tables, and the network of its best trial to predict with. */
public final class CompressionSweepModel extends ProbabilisticNetworkModel<CompressionSweepModel>
        implements SweepParams, ImageParams {
    private static final long serialVersionUID = 1L;

    private final SweepFolder results;

    CompressionSweepModel(String uid, byte[] file, SweepFolder results) {
        super(EarlyUid.of(uid), file);
        this.results = results;
    }

    SweepFolder results() {
        return results;
    }

    /** The folder of this fit, as {@code espalier pareto} and the other commands take it. */
    public String folder() {
        return results.folder();
    }

    /** One row per trial, controls and failures included; its columns are those of TABLES.md. */
    public Dataset<Row> trials() {
        return results.trials(SparkSession.active());
    }

    /** The Pareto front in the sweep's objectives, means over seeds, from the best to the worst first objective. */
    public Dataset<Row> front() {
        return results.front(SparkSession.active());
    }

    /**
     * The network of the trial that is best in a column.
     *
     * @param column of the trials table, as in {@code validation_error}, for the least, or {@code sparsity:max}
     * @param conditions that the trial has to meet, in SQL, as in {@code bytes <= 20000}
     * @throws IllegalArgumentException if a column is not there, or of the test part, or no trial meets the conditions
     * @throws UncheckedIOException if the store of the sweep is not there any more
     */
    public NetworkClassificationModel best(String column, String... conditions) {
        Row trial = BestTrial.of(column, List.of(conditions)).in(trials());
        try {
            byte[] file = results.network(trial).toFile();
            String uid = Identifiable$.MODULE$.randomUID("networkClassifier");
            return copyValues(new NetworkClassificationModel(uid, file), new ParamMap());
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    @Override
    public CompressionSweepModel copy(ParamMap extra) {
        return copyValues(new CompressionSweepModel(uid(), predicting().file(), results), extra)
                .setParent(parent());
    }

    @Override
    public MLWriter write() {
        return new SweepModelWriter(this);
    }

    public static MLReader<CompressionSweepModel> read() {
        return new SweepModelReader();
    }

    public static CompressionSweepModel load(String path) {
        return read().load(path);
    }
}
