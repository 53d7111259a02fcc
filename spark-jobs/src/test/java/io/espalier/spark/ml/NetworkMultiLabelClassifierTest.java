package io.espalier.spark.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import io.espalier.spark.LocalSpark;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.evaluation.MultilabelClassificationEvaluator;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two coordinates and three labels: right of 0, above 0, and both. */
class NetworkMultiLabelClassifierTest {
    @TempDir
    private static Path folder;

    private static Dataset<Row> table;
    private static NetworkMultiLabelClassifier classifier;
    private static NetworkMultiLabelModel model;

    @BeforeAll
    static void fit() {
        table = LocalSpark.session()
                .range(200)
                .selectExpr("id", "(id % 20 - 9.5D) / 10 AS x", "(id div 20 * 2 - 9D) / 10 AS y")
                .selectExpr(
                        "id", "array(x, y) AS features", "array(int(x > 0), int(y > 0), int(x > 0 AND y > 0)) AS label")
                .withColumn(
                        "truth", functions.expr("transform(filter(sequence(0, 2), i -> label[i] = 1), i -> double(i))"))
                .cache();
        classifier = new NetworkMultiLabelClassifier()
                .setNetwork("{ family: mlp, hidden: [12] }")
                .setOptimizer("{ adam: { rate: 0.02 } }")
                .setMaxIter(30)
                .setSeed(1);
        model = classifier.fit(table);
    }

    private static double f1(Dataset<Row> predicted) {
        return new MultilabelClassificationEvaluator()
                .setLabelCol("truth")
                .setMetricName("microF1Measure")
                .evaluate(predicted);
    }

    private static List<Row> rows(Dataset<Row> predicted) {
        return predicted
                .orderBy("id")
                .select("id", "rawPrediction", "probability", "prediction")
                .collectAsList();
    }

    @Test
    void predictsLabelsAsMllibsEvaluatorTakesThem() {
        Dataset<Row> predicted = model.transform(table);
        assertThat(predicted.columns())
                .containsExactly("id", "features", "label", "truth", "rawPrediction", "probability", "prediction");
        assertThat(f1(predicted)).isGreaterThan(0.9);
        assertThat(List.of(model.numLabels(), model.numFeatures())).containsExactly(3, 2);
        assertThat(model.numMacs()).isEqualTo(2 * 12 + 12 * 3);
        for (Row row : rows(predicted.limit(20))) {
            Vector logits = row.getAs("rawPrediction");
            Vector probabilities = row.getAs("probability");
            for (int label = 0; label < 3; label++) {
                assertThat(probabilities.apply(label)).isEqualTo(1 / (1 + StrictMath.exp(-logits.apply(label))));
                assertThat(row.<Double>getList(3).contains((double) label)).isEqualTo(logits.apply(label) >= 0);
            }
        }
    }

    @Test
    void predictsByThresholds() {
        NetworkMultiLabelModel strict = model.copy(new ParamMap()).setThresholds(1, 0, 0.5);
        Dataset<Row> predicted = strict.transform(table);
        assertThat(predicted.where("array_contains(prediction, 0D)").count()).isZero();
        assertThat(predicted.where("array_contains(prediction, 1D)").count()).isEqualTo(200);
        assertThatThrownBy(() -> strict.setThresholds(0.5, 0.5).transform(table))
                .hasMessage("Invalid thresholds: [0.5, 0.5] (must be 3, one per label)");
        assertThatThrownBy(() -> strict.setThresholds(0.5, 0.5, 2).transform(table))
                .hasMessage("Invalid thresholds: [0.5, 0.5, 2.0] (must be in [0, 1])");
        assertThat(classifier
                        .copy(new ParamMap())
                        .setThresholds(1, 0, 0.5)
                        .fit(table)
                        .getThresholds())
                .containsExactly(1, 0, 0.5);
    }

    @Test
    void takesVectorsAsItTakesArraysHoweverTheTableIsCut() {
        Dataset<Row> vectors = table.withColumn(
                        "features", org.apache.spark.ml.functions.array_to_vector(table.col("features")))
                .withColumn("label", org.apache.spark.ml.functions.array_to_vector(table.col("label")))
                .repartition(5);
        NetworkMultiLabelModel again = classifier.fit(vectors);
        assertThat(again.predicting().file()).isEqualTo(model.predicting().file());
        assertThat(rows(again.transform(vectors))).isEqualTo(rows(model.transform(table)));
    }

    @Test
    void isSavedInAPipelineAndTuned() throws IOException {
        String path = folder.resolve("pipeline").toString();
        new Pipeline()
                .setStages(new PipelineStage[] {classifier})
                .write()
                .overwrite()
                .save(path);
        PipelineModel fitted = Pipeline.load(path).fit(table);
        fitted.write().overwrite().save(path);
        assertThat(rows(PipelineModel.load(path).transform(table))).isEqualTo(rows(model.transform(table)));
        CrossValidatorModel tuned = new CrossValidator()
                .setEstimator(classifier)
                .setEvaluator(new MultilabelClassificationEvaluator()
                        .setLabelCol("truth")
                        .setMetricName("microF1Measure"))
                .setEstimatorParamMaps(new ParamGridBuilder()
                        .addGrid(classifier.maxIter(), new int[] {1, 20})
                        .build())
                .setNumFolds(2)
                .setSeed(1)
                .fit(table);
        assertThat(tuned.avgMetrics()[1]).isGreaterThan(tuned.avgMetrics()[0]);
        assertThat(tuned.bestModel()).isInstanceOf(NetworkMultiLabelModel.class);
    }

    @Test
    void hasASetterAndAGetterOfEveryParam() {
        for (Param<?> param : classifier.params()) {
            String name =
                    Character.toUpperCase(param.name().charAt(0)) + param.name().substring(1);
            assertThat(NetworkMultiLabelClassifier.class.getMethods())
                    .extracting("name")
                    .contains("set" + name, "get" + name);
            assertThat(param.doc()).isNotBlank();
        }
        assertThat(model.copy(new ParamMap()).parent()).isEqualTo(classifier);
    }

    /** Rows of weight 0 teach nothing, and equal weights are none. */
    @Test
    void weighsAndValidatesRows() {
        Dataset<Row> bent = table.withColumn(
                        "label", functions.expr("if(id % 5 < 2, transform(label, i -> 1 - i), label)"))
                .withColumn("w", functions.expr("if(id % 5 < 2, 0, 3)"))
                .withColumn("held", functions.expr("id % 5 = 4"));
        NetworkMultiLabelClassifier weighted = classifier.copy(new ParamMap()).setWeightCol("w");
        assertThat(f1(weighted.fit(bent).transform(table))).isGreaterThan(0.9);
        assertThat(weighted.fit(table.withColumn("w", functions.lit(4)))
                        .predicting()
                        .file())
                .isEqualTo(model.predicting().file());
        NetworkMultiLabelModel best =
                weighted.setValidationIndicatorCol("held").setKeep("best").fit(bent);
        assertThat(f1(best.transform(table))).isGreaterThan(0.9);
    }

    @Test
    void refusesOrLeavesOutInvalidRows() {
        Dataset<Row> bad = table.withColumn("label", functions.expr("if(id = 7, array(0, 2, 1), label)"));
        assertThatThrownBy(() -> classifier.fit(bad))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("column label has 1 invalid label: \"[0.0, 2.0, 1.0]\" in row ")
                .hasMessageEndingWith(
                        "(must be vectors or arrays of 0 and 1, as many in each row; handleInvalid: skip drops such"
                                + " rows)");
        Dataset<Row> shorter = table.withColumn("label", functions.expr("if(id = 7, array(0, 1), label)"));
        assertThatThrownBy(() -> classifier.fit(shorter)).hasMessageContaining("1 row of different length");
        NetworkMultiLabelClassifier lenient = classifier.copy(new ParamMap()).setHandleInvalid("skip");
        assertThat(lenient.fit(bad).predicting().file())
                .isEqualTo(lenient.fit(table.where("id != 7")).predicting().file());
        assertThat(lenient.fit(shorter).predicting().file())
                .isEqualTo(lenient.fit(bad).predicting().file());
        assertThatThrownBy(() -> classifier.fit(table.withColumn("label", functions.expr("array(0, label[1])"))))
                .hasMessageContaining("label label 0 is 0 in all examples (must be 0 in some and 1 in others)");
        assertThatThrownBy(() -> classifier.fit(table.withColumn("label", functions.lit("a"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("label");
        assertThatThrownBy(() -> classifier.fit(table.withColumn("prediction", functions.lit(1))))
                .hasMessageContaining("prediction");
    }

    @Test
    void keepsRowsThatItCannotPredict() {
        Dataset<Row> bad =
                table.withColumn("features", functions.expr("if(id = 7, array(double('NaN'), 1D), features)"));
        NetworkMultiLabelModel lenient = model.copy(new ParamMap()).setHandleInvalid("keep");
        Row kept = lenient.transform(bad).where("id = 7").first();
        assertThat(kept.getList(kept.fieldIndex("prediction"))).isEmpty();
        assertThat(kept.<Vector>getAs("probability").apply(2)).isNaN();
        assertThat(lenient.setHandleInvalid("skip").transform(bad).count()).isEqualTo(199);
    }

    @Test
    void isExportedAsLogits() throws Exception {
        String path = folder.resolve("labels.onnx").toString();
        model.exportOnnx(path);
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(path);
                OnnxTensor input = OnnxTensor.createTensor(environment, new float[][] {{0.5f, -0.5f}});
                OrtSession.Result result = session.run(Map.of("input", input))) {
            float[][] logits = (float[][]) result.get("logits").orElseThrow().getValue();
            assertThat(logits[0][0]).isPositive();
            assertThat(logits[0][1]).isNegative();
        }
    }
}
