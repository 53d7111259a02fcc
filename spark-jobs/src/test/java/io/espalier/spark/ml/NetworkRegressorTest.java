package io.espalier.spark.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.espalier.spark.LocalSpark;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.evaluation.RegressionEvaluator;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What MLlib's own regressors do, with a network, on 3 x - 2 y + 100. */
class NetworkRegressorTest {
    @TempDir
    static Path folder;

    private static Dataset<Row> table;
    private static NetworkRegressor regressor;
    private static NetworkRegressionModel model;

    @BeforeAll
    static void fit() {
        Dataset<Row> rows = LocalSpark.session()
                .range(200)
                .select(
                        functions.col("id"),
                        functions.col("id").mod(13).cast("double").as("x"),
                        functions.col("id").mod(7).cast("double").as("y"))
                .withColumn("label", functions.expr("3 * x - 2 * y + 100"))
                .withColumn("array", functions.array("x", "y"));
        table = new VectorAssembler()
                .setInputCols(new String[] {"x", "y"})
                .setOutputCol("features")
                .transform(rows)
                .cache();
        regressor = new NetworkRegressor()
                .setNetwork("{ family: mlp, hidden: [16] }")
                .setMaxIter(30)
                .setOptimizer("{ adam: { rate: 0.01 } }")
                .setSeed(3);
        model = regressor.fit(table);
    }

    private static double rmse(Dataset<Row> predicted) {
        return new RegressionEvaluator().setMetricName("rmse").evaluate(predicted);
    }

    private static List<String> rows(Dataset<Row> predicted) {
        return predicted.select("id", "prediction").orderBy("id").collectAsList().stream()
                .map(Row::toString)
                .toList();
    }

    private static Stream<PipelineStage> both() {
        return Stream.of(regressor, model);
    }

    /** The label's deviation is 12; predictions are in its unit. */
    @Test
    void predictsInTheUnitOfTheLabel() {
        assertThat(rmse(model.transform(table))).isLessThan(2);
        assertThat(model.transform(table).columns())
                .containsExactly("id", "x", "y", "label", "array", "features", "prediction");
        for (Row row : model.transform(table).takeAsList(3)) {
            assertThat(model.predict(row.<Vector>getAs("features"))).isEqualTo(row.<Double>getAs("prediction"));
        }
        assertThat(model.numFeatures()).isEqualTo(2);
        assertThat(model.numParameters()).isEqualTo(2 * 16 + 16 + 16 + 1);
    }

    @Test
    void givesTheSameBitsHoweverTheTableIsCut() {
        NetworkRegressionModel other = regressor.fit(table.repartition(5).orderBy(functions.rand(1)));
        assertThat(other.predicting().file()).isEqualTo(model.predicting().file());
        assertThat(rows(model.transform(table.repartition(7)))).isEqualTo(rows(model.transform(table)));
    }

    @Test
    void copiesExplainsAndSets() {
        both().forEach(one -> {
            PipelineStage copy =
                    one.copy(new ParamMap().put(one.getParam("predictionCol").w("guess")));
            assertThat(copy).isNotSameAs(one).hasSameClassAs(one);
            assertThat(copy.uid()).isEqualTo(one.uid());
            assertThat(copy.getOrDefault(copy.getParam("predictionCol"))).isEqualTo("guess");
            for (Param<?> param : one.params()) {
                assertThat(one.explainParams()).contains(param.name() + ": " + param.doc());
            }
        });
        for (Param<?> param : regressor.params()) {
            String name =
                    Character.toUpperCase(param.name().charAt(0)) + param.name().substring(1);
            assertThat(NetworkRegressor.class.getMethods()).extracting("name").contains("set" + name, "get" + name);
        }
        assertThat(model.parent()).isEqualTo(regressor);
    }

    @Test
    void savesAndLoadsItself() throws Exception {
        for (PipelineStage one : both().toList()) {
            String path = folder.resolve(one.getClass().getSimpleName()).toString();
            ((MLWritable) one).save(path);
            assertThatThrownBy(() -> ((MLWritable) one).save(path)).isInstanceOf(IOException.class);
            PipelineStage loaded = (PipelineStage)
                    one.getClass().getMethod("load", String.class).invoke(null, path);
            assertThat(loaded.uid()).isEqualTo(one.uid());
            for (Param<?> param : one.params()) {
                assertThat(loaded.get(loaded.getParam(param.name()))).isEqualTo(one.get(param));
            }
        }
        NetworkRegressionModel loaded = NetworkRegressionModel.load(
                folder.resolve("NetworkRegressionModel").toString());
        assertThat(rows(loaded.transform(table))).isEqualTo(rows(model.transform(table)));
    }

    @Test
    void livesInAPipelineThatIsSaved() throws IOException {
        String path = folder.resolve("pipeline").toString();
        Pipeline pipeline = new Pipeline().setStages(new PipelineStage[] {regressor});
        pipeline.fit(table).write().overwrite().save(path);
        assertThat(rows(PipelineModel.load(path).transform(table))).isEqualTo(rows(model.transform(table)));
    }

    @Test
    void isTunedByACrossValidator() {
        CrossValidatorModel tuned = new CrossValidator()
                .setEstimator(regressor)
                .setEvaluator(new RegressionEvaluator())
                .setEstimatorParamMaps(new ParamGridBuilder()
                        .addGrid(regressor.maxIter(), new int[] {0, 10})
                        .build())
                .setNumFolds(2)
                .setSeed(1)
                .fit(table);
        assertThat(tuned.avgMetrics()[1]).isLessThan(tuned.avgMetrics()[0]);
        assertThat(tuned.bestModel()).isInstanceOf(NetworkRegressionModel.class);
    }

    @Test
    void takesArraysAsItTakesVectors() {
        NetworkRegressionModel arrays = model.copy(new ParamMap());
        arrays.setFeaturesCol("array");
        assertThat(rows(arrays.transform(table))).isEqualTo(rows(model.transform(table)));
    }

    /** Rows of weight 0 are as if they were not there but for the scaling, which is none here. */
    @Test
    void weighsRows() {
        Dataset<Row> bent = table.withColumn("label", functions.expr("if(id < 100, label, 500)"))
                .withColumn("w", functions.expr("if(id < 100, 2.5, 0)"));
        NetworkRegressor weighted = regressor.copy(new ParamMap()).setWeightCol("w");
        assertThat(rmse(weighted.fit(bent).transform(table))).isLessThan(20);
        assertThat(rmse(regressor.fit(bent).transform(table))).isGreaterThan(100);
        NetworkRegressor alike = regressor.copy(new ParamMap()).setWeightCol("four");
        assertThat(alike.fit(table.withColumn("four", functions.lit(4)))
                        .predicting()
                        .file())
                .isEqualTo(model.predicting().file());
    }

    @Test
    void refusesWeightsThatAreNone() {
        NetworkRegressor weighted = regressor.copy(new ParamMap()).setWeightCol("w");
        assertThatThrownBy(() -> weighted.transformSchema(table.schema())).hasMessageContaining("w");
        assertThatThrownBy(() -> weighted.transformSchema(
                        table.withColumn("w", functions.lit("many")).schema()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("w");
        assertThatThrownBy(() -> weighted.fit(table.withColumn("w", functions.expr("if(id = 7, -1, 1)"))))
                .hasMessageMatching(
                        "Cannot fit .*: column w has 1 invalid weight: \"-1\" in row \\d+ \\(must be numbers of"
                                + " at least 0; handleInvalid: skip drops such rows\\)");
        assertThatThrownBy(() -> weighted.fit(table.withColumn("w", functions.lit(0))))
                .hasMessageEndingWith("weight w is 0 in every row (must be above 0 somewhere)");
    }

    @Test
    void refusesOrLeavesOutInvalidRows() {
        for (String bad : new String[] {"double('NaN')", "double('Infinity')", "double(null)"}) {
            Dataset<Row> rows = table.withColumn("label", functions.expr("if(id = 7, " + bad + ", label)"));
            assertThatThrownBy(() -> regressor.fit(rows))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("column label has 1 invalid label: ")
                    .hasMessageEndingWith("(must be finite numbers; handleInvalid: skip drops such rows)");
            NetworkRegressionModel skipped =
                    regressor.copy(new ParamMap()).setHandleInvalid("skip").fit(rows);
            assertThat(skipped.predicting().file())
                    .isEqualTo(
                            regressor.fit(table.where("id != 7")).predicting().file());
        }
        Dataset<Row> none = table.withColumn("features", functions.expr("if(id = 7, null, features)"));
        assertThatThrownBy(() -> model.transform(none).collectAsList())
                .hasStackTraceContaining("Invalid features: null (must hold 2 numbers)");
        NetworkRegressionModel lenient = model.copy(new ParamMap()).setHandleInvalid("skip");
        assertThat(lenient.transform(none).count()).isEqualTo(199);
        assertThat(lenient.setHandleInvalid("keep")
                        .transform(none)
                        .where("isnan(prediction)")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void refusesParamsThatAreWrong() {
        NetworkRegressor wrong = regressor.copy(new ParamMap()).setLoss("cross-entropy");
        assertThatThrownBy(() -> wrong.transformSchema(table.schema()))
                .hasMessageContaining("Invalid loss: cross-entropy");
        assertThatThrownBy(() -> wrong.setLoss("{ huber: { delta: -1 } }").transformSchema(table.schema()))
                .hasMessageContaining("delta: -1");
        assertThatThrownBy(() -> regressor
                        .copy(new ParamMap())
                        .setNetwork("{ family: mpl }")
                        .transformSchema(table.schema()))
                .hasMessageContaining("Invalid network.family: mpl");
        assertThatThrownBy(() -> regressor.fit(table.limit(0))).hasMessageMatching("(?s).*(empty|no rows).*");
    }

    @Test
    void learnsByOtherLossesAndAValidationPart() {
        Dataset<Row> marked = table.withColumn("held", functions.expr("id % 5 = 0"));
        for (String loss : new String[] {"absolute-error", "{ huber: { delta: 0.5 } }"}) {
            NetworkRegressionModel other = regressor
                    .copy(new ParamMap())
                    .setLoss(loss)
                    .setValidationIndicatorCol("held")
                    .setKeep("best")
                    .fit(marked);
            assertThat(rmse(other.transform(table))).isLessThan(4);
        }
    }

    @Test
    void isExportedInTheUnitOfTheLabel() throws IOException {
        Path file = folder.resolve("regressor.onnx");
        model.exportOnnx(file.toString());
        assertThat(file).isNotEmptyFile();
        assertThatThrownBy(() -> model.exportOnnx(file.toString())).hasMessageContaining("regressor.onnx");
        model.replaceOnnx(file.toString());
        assertThat(model.predict(table.first().<Vector>getAs("features"))).isCloseTo(100, within(5.0));
    }
}
