package io.espalier.spark.ml;

import io.espalier.binding.Canonical;
import io.espalier.binding.InvalidValueException;
import io.espalier.binding.Variant;
import io.espalier.config.SweepFile;
import io.espalier.data.DataSpec;
import io.espalier.data.Dataset;
import io.espalier.data.Examples;
import io.espalier.data.Splits;
import io.espalier.data.Targets;
import io.espalier.spark.data.DataFrameSource;
import io.espalier.spark.ledger.Ledger;
import io.espalier.spark.sweep.Progress;
import io.espalier.spark.sweep.Sharing;
import io.espalier.spark.sweep.SweepPlan;
import io.espalier.spark.sweep.SweepRunner;
import io.espalier.storage.Storage;
import io.espalier.storage.Storages;
import io.espalier.sweep.Point;
import io.espalier.sweep.SweepConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * One fit of a sweep, in a folder of its own that is named by what it does on which rows: the same fit again finds all of
 * it done, and fits on other rows or of other params, as cross-validation makes them, do not meet.
 */
final class SweepFit {
    private static final String SOURCE = "CompressionSweep";
    private static final int NAME_LENGTH = 12;

    private final CompressionSweep params;
    private final String text;

    SweepFit(CompressionSweep params) {
        this.params = params;
        this.text = params.text();
    }

    /** Throws if it is known before there are rows that the sweep cannot be run. */
    static void check(CompressionSweep params, OptionalInt features, OptionalInt classes) {
        SweepConfig config = SweepFile.parse(params.text(), SOURCE, new DataFrameSource());
        InvalidValueException.check(
                config.task().targets() == Targets.Kind.CLASSES,
                "task",
                Variant.nameOf(config.task()),
                "be classification: Spark ML stages only support classification");
        InputShape input = InputShape.of(params);
        for (Point point : config.points()) {
            checkData(params, point.data());
            if (features.isPresent()) {
                input.checkFits(point.network(), features.getAsInt(), classes.orElse(2));
            }
        }
        BestTrial.of(params);
    }

    private static void checkData(CompressionSweep params, DataSpec data) {
        InvalidValueException.check(
                data.resize() == null, "data.resize", data.resize(), "be omitted: the rows are used as they are");
        boolean marked = params.isDefined(params.validationIndicatorCol());
        boolean drawn = data.asksForValidation();
        InvalidValueException.check(
                !(marked && drawn),
                "data.validation",
                data.validation(),
                "be omitted: validationIndicatorCol marks the rows");
    }

    /** @throws IOException if a row cannot be learned from, or the folders cannot be used */
    CompressionSweepModel run(org.apache.spark.sql.Dataset<?> rows) throws IOException {
        SparkSession session = rows.sparkSession();
        FitRows fit = FitRows.collect(params, InputShape.of(params), rows);
        Examples examples = new Examples(fit.train(), null, fit.validation());
        SweepConfig config = SweepFile.parse(text, SOURCE, new DataFrameSource(hash(examples)));
        Storage folder = folder(config);
        Storage store = params.isDefined(params.storePath())
                ? Storages.of(params.getStorePath())
                : Storages.of(params.getOutputPath() + "/store");
        SweepPlan plan = SweepPlan.of(config, spec -> spec.split(examples));
        run(session, plan, folder, store);
        FrontRows.of(folder, config.objectives()).write(session, folder);
        SweepFolder results = SweepFolder.of(folder, store, fit.train().shape(), fit.outputs());
        saveScalings(config, examples, results);
        return model(session, results);
    }

    private static String hash(Examples examples) {
        Dataset all = examples.examples();
        Dataset none = all.select(new int[0]);
        return Splits.of(all, Objects.requireNonNullElse(examples.validation(), none), none)
                .hash();
    }

    private Storage folder(SweepConfig config) {
        byte[] content = Canonical.json(config).getBytes(StandardCharsets.UTF_8);
        String fit = UUID.nameUUIDFromBytes(content).toString().replace("-", "").substring(0, NAME_LENGTH);
        return Storages.of(params.getOutputPath() + "/" + config.name() + "-" + fit);
    }

    private void run(SparkSession session, SweepPlan plan, Storage folder, Storage store) throws IOException {
        JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
        Ledger ledger = Ledger.open(folder, plan.description(text));
        Progress progress = params.begin();
        try {
            new SweepRunner(spark, plan, ledger, store, Sharing.SHARED, progress).run();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static void saveScalings(SweepConfig config, Examples examples, SweepFolder results) throws IOException {
        Set<DataSpec> specs = config.points().stream().map(Point::data).collect(Collectors.toSet());
        for (DataSpec spec : specs) {
            Splits splits = spec.split(examples);
            results.saveScaling(splits.hash(), splits.preparation().scaling());
        }
    }

    private CompressionSweepModel model(SparkSession session, SweepFolder results) throws IOException {
        BestTrial best = BestTrial.of(params);
        TrainedNetwork network = results.network(best.in(results.trials(session)));
        return new CompressionSweepModel(params.uid(), network.toFile(), results);
    }
}
