package io.espalier.spark.ml;

import io.espalier.binding.Canonical;
import io.espalier.config.SweepFile;
import io.espalier.network.NetworkFamily;
import io.espalier.recipe.Step;
import io.espalier.spark.sweep.Progress;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.classification.ProbabilisticClassifier;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Runs a sweep on the rows of a DataFrame, with this cluster: its trials share what they have in common, land in tables,
 * and are not run again by another fit with the same store. The rows are split into training, validation and test parts
 * by the sweep itself, those for validation where no column marks them; the model predicts with the trial that is best on
 * the validation part.
 */
public final class CompressionSweep extends ProbabilisticClassifier<Vector, CompressionSweep, CompressionSweepModel>
        implements SweepParams, ImageParams, DefaultParamsWritable {
    private static final long serialVersionUID = 1L;

    private final String uid;
    private transient volatile @Nullable Progress progress;

    public CompressionSweep(String uid) {
        this(EarlyUid.of(uid));
    }

    private CompressionSweep(EarlyUid early) {
        this.uid = early.settle();
        setDefault(name(), "compression-sweep");
        setDefault(network(), "{ family: mlp, hidden: [64, 32] }");
        setDefault(seeds(), "[1, 2, 3]");
        setDefault(objectives(), "{ validation_error: min, bytes: min, macs: min }");
        setDefault(bestBy(), "validation_error");
        setDefault(outputPath(), "out");
        setDefault(handleInvalid(), ERROR);
        setDefault(verbose(), false);
    }

    public CompressionSweep() {
        this(Identifiable$.MODULE$.randomUID("compressionSweep"));
    }

    @Override
    public String uid() {
        return uid == null ? EarlyUid.waiting() : uid;
    }

    public CompressionSweep setConfig(String yaml) {
        return with(config(), yaml);
    }

    public CompressionSweep setName(String value) {
        return with(name(), value);
    }

    public CompressionSweep setData(String yaml) {
        return with(data(), yaml);
    }

    public CompressionSweep setNetwork(String yaml) {
        return with(network(), yaml);
    }

    public CompressionSweep setNetwork(NetworkFamily family) {
        return with(network(), Canonical.json(family));
    }

    public CompressionSweep setInputShape(int... value) {
        return with(inputShape(), value);
    }

    public CompressionSweep setRecipe(String yaml) {
        return with(recipe(), yaml);
    }

    public CompressionSweep setRecipe(Step... steps) {
        return with(recipe(), Canonical.json(List.of(steps)));
    }

    public CompressionSweep setGrid(String yaml) {
        return with(grid(), yaml);
    }

    public CompressionSweep setGrid(Map<String, ? extends List<?>> axes) {
        return with(grid(), Canonical.json(axes));
    }

    public CompressionSweep setSeeds(String yaml) {
        return with(seeds(), yaml);
    }

    public CompressionSweep setSeeds(long... values) {
        return with(seeds(), Arrays.toString(values));
    }

    public CompressionSweep setBaselines(String yaml) {
        return with(baselines(), yaml);
    }

    public CompressionSweep setControls(String yaml) {
        return with(controls(), yaml);
    }

    public CompressionSweep setObjectives(String yaml) {
        return with(objectives(), yaml);
    }

    public CompressionSweep setBestBy(String column) {
        return with(bestBy(), column);
    }

    public CompressionSweep setBestWhere(String condition) {
        return with(bestWhere(), condition);
    }

    public CompressionSweep setOutputPath(String folder) {
        return with(outputPath(), folder);
    }

    public CompressionSweep setStorePath(String folder) {
        return with(storePath(), folder);
    }

    public CompressionSweep setValidationIndicatorCol(String column) {
        return with(validationIndicatorCol(), column);
    }

    public CompressionSweep setWeightCol(String column) {
        return with(weightCol(), column);
    }

    public CompressionSweep setHandleInvalid(String value) {
        return with(handleInvalid(), value);
    }

    public CompressionSweep setVerbose(boolean value) {
        set(verbose(), value);
        return this;
    }

    private <T> CompressionSweep with(Param<T> param, T value) {
        set(param, value);
        return this;
    }

    /** The sweep in one text: the defaults, {@code config} over them, and over both what was set. */
    String text() {
        List<Param<String>> keys =
                List.of(name(), data(), network(), recipe(), grid(), seeds(), baselines(), controls(), objectives());
        List<String> set = new ArrayList<>();
        List<String> defaults = new ArrayList<>();
        for (Param<String> key : keys) {
            if (isSet(key)) {
                set.add(key.name() + "=" + getOrDefault(key));
            } else if (hasDefault(key)) {
                defaults.add(key.name() + ": " + getOrDefault(key));
            }
        }
        String config = isDefined(config()) ? getConfig() : "{}";
        return SweepFile.merge(List.of(String.join("\n", defaults), config), set);
    }

    /** {@inheritDoc} Refuses as well a sweep that its YAML does not describe. */
    @Override
    public StructType transformSchema(StructType schema) {
        FeaturesColumn features = new FeaturesColumn(getFeaturesCol());
        StructType checked = features.checked(schema, super::transformSchema);
        checkIndicator(schema);
        checkWeight(schema);
        SweepFit.check(this, features.size(schema), new LabelColumn(getLabelCol()).classes(schema));
        return checked;
    }

    /** How far the last fit is, for another thread to show, as in {@code 120 of 330 trials, 0 failed, 0:00:21 left}. */
    public String progress() {
        Progress now = progress;
        return now == null ? "" : now.text();
    }

    /** What the fit that begins tells of itself. */
    Progress begin() {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Progress begun = new Progress(getVerbose() ? System.err : nowhere);
        progress = begun;
        return begun;
    }

    @Override
    public CompressionSweepModel train(Dataset<?> dataset) {
        try {
            return new SweepFit(this).run(dataset);
        } catch (IOException e) {
            throw new IllegalArgumentException("Cannot fit " + uid + ": " + e.getMessage(), e);
        }
    }

    @Override
    public CompressionSweep copy(ParamMap extra) {
        return defaultCopy(extra);
    }

    public static MLReader<CompressionSweep> read() {
        return new DefaultParamsReader<>();
    }

    public static CompressionSweep load(String path) {
        return read().load(path);
    }
}
