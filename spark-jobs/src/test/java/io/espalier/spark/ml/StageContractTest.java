package io.espalier.spark.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.ml.classification.LogisticRegression;
import org.apache.spark.ml.classification.ProbabilisticClassificationModel;
import org.apache.spark.ml.classification.ProbabilisticClassifier;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What MLlib's own stages do, every stage of ours does: one list, no exemption. */
@TestInstance(Lifecycle.PER_CLASS)
@SuppressWarnings({"unchecked", "rawtypes"})
class StageContractTest {
    @TempDir
    private static Path folder;

    private Dataset<Row> digits;
    private List<Stage> stages;

    /** An estimator, its model, and a param whose values a grid can try. */
    record Stage(
            ProbabilisticClassifier estimator,
            ProbabilisticClassificationModel model,
            Param<String> param,
            List<String> values) {
        Stream<PipelineStage> both() {
            return Stream.of(estimator, model);
        }

        @Override
        public String toString() {
            return estimator.getClass().getSimpleName();
        }
    }

    @BeforeAll
    void fitEveryStage() throws IOException {
        digits = new VectorAssembler()
                .setInputCols(DigitsTable.pixels())
                .setOutputCol("features")
                .transform(DigitsTable.of(300))
                .select("id", "features", "image", "label")
                .cache();
        NetworkClassifier classifier = new NetworkClassifier()
                .setNetwork("{ family: mlp, hidden: [12] }")
                .setMaxIter(2)
                .setSeed(3);
        CompressionSweep sweep = new CompressionSweep()
                .setNetwork("{ family: mlp, hidden: [12] }")
                .setRecipe("[{ train: { epochs: 2 } }, { prune: { criterion: magnitude, sparsity: $sparsity } }]")
                .setGrid("{ sparsity: [0.5] }")
                .setSeeds(1)
                .setControls("[]")
                .setOutputPath(folder.resolve("sweeps").toString());
        stages = List.of(
                new Stage(
                        classifier,
                        classifier.fit(digits),
                        classifier.network(),
                        List.of("{ family: mlp, hidden: [4] }", "{ family: mlp, hidden: [16] }")),
                new Stage(
                        sweep, sweep.fit(digits), sweep.grid(), List.of("{ sparsity: [0.9] }", "{ sparsity: [0.2] }")));
    }

    List<Stage> stages() {
        return stages;
    }

    @ParameterizedTest
    @MethodSource("stages")
    void copiesWithItsParams(Stage stage) {
        stage.both().forEach(one -> {
            ParamMap extra = new ParamMap().put(one.getParam("predictionCol").w("guess"));
            PipelineStage copy = one.copy(extra);
            assertThat(copy).isNotSameAs(one).hasSameClassAs(one);
            assertThat(copy.uid()).isEqualTo(one.uid());
            assertThat(copy.getOrDefault(copy.getParam("predictionCol"))).isEqualTo("guess");
            assertThat(one.getOrDefault(one.getParam("predictionCol"))).isEqualTo("prediction");
        });
        assertThat(stage.model().copy(new ParamMap()).parent())
                .isEqualTo(stage.model().parent());
        assertThat(stage.model().parent()).isEqualTo(stage.estimator());
    }

    @ParameterizedTest
    @MethodSource("stages")
    void explainsEveryParam(Stage stage) {
        stage.both().forEach(one -> {
            assertThat(one.params()).hasSizeGreaterThan(7);
            for (Param<?> param : one.params()) {
                assertThat(param.doc()).isNotBlank();
                assertThat(param.parent()).isEqualTo(one.uid());
                assertThat(one.explainParams()).contains(param.name() + ": " + param.doc());
            }
        });
    }

    @ParameterizedTest
    @MethodSource("stages")
    void hasASetterAndAGetterOfEveryParam(Stage stage) {
        for (Param<?> param : stage.estimator().params()) {
            String name =
                    Character.toUpperCase(param.name().charAt(0)) + param.name().substring(1);
            assertThat(stage.estimator().getClass().getMethods())
                    .extracting("name")
                    .contains("set" + name, "get" + name);
        }
    }

    @ParameterizedTest
    @MethodSource("stages")
    void savesAndLoadsItself(Stage stage) throws Exception {
        for (PipelineStage one : stage.both().toList()) {
            String path = folder.resolve(one.getClass().getSimpleName()).toString();
            ((MLWritable) one).save(path);
            assertThatThrownBy(() -> ((MLWritable) one).save(path)).isInstanceOf(IOException.class);
            ((MLWritable) one).write().overwrite().save(path);
            PipelineStage loaded = (PipelineStage)
                    one.getClass().getMethod("load", String.class).invoke(null, path);
            assertThat(loaded).hasSameClassAs(one);
            assertThat(loaded.uid()).isEqualTo(one.uid());
            for (Param<?> param : one.params()) {
                assertThat(loaded.isDefined(loaded.getParam(param.name()))).isEqualTo(one.isDefined(param));
                if (one.isDefined(param)) {
                    assertThat((Object) loaded.getOrDefault(loaded.getParam(param.name())))
                            .isEqualTo(one.getOrDefault(param));
                }
            }
            if (loaded instanceof ProbabilisticClassificationModel<?, ?> model) {
                assertThat(rows(model.transform(digits)))
                        .isEqualTo(rows(stage.model().transform(digits)));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("stages")
    void livesInAPipelineThatIsSaved(Stage stage) throws IOException {
        Pipeline pipeline = new Pipeline().setStages(new PipelineStage[] {stage.estimator()});
        String path = folder.resolve(stage + "-pipeline").toString();
        pipeline.write().overwrite().save(path);
        PipelineModel model = Pipeline.load(path).fit(digits);
        model.write().overwrite().save(path);
        Dataset<Row> predicted = PipelineModel.load(path).transform(digits);
        assertThat(rows(predicted)).isEqualTo(rows(stage.model().transform(digits)));
    }

    @ParameterizedTest
    @MethodSource("stages")
    void isTunedByACrossValidator(Stage stage) {
        ParamMap[] grid = new ParamGridBuilder()
                .addGrid(stage.param(), scala.jdk.javaapi.CollectionConverters.asScala(stage.values()))
                .build();
        assertThat(grid).hasSize(2);
        CrossValidatorModel model = new CrossValidator()
                .setEstimator(stage.estimator())
                .setEvaluator(new MulticlassClassificationEvaluator().setMetricName("accuracy"))
                .setEstimatorParamMaps(grid)
                .setNumFolds(2)
                .setParallelism(2)
                .setSeed(1)
                .fit(digits);
        assertThat(Arrays.stream(model.avgMetrics())).hasSize(2).allMatch(accuracy -> accuracy > 0.05 && accuracy <= 1);
        assertThat(model.bestModel()).hasSameClassAs(stage.model());
    }

    @ParameterizedTest
    @MethodSource("stages")
    void saysInAttributesWhatItAdds(Stage stage) {
        StructType schema = stage.model().transform(digits).schema();
        assertThat(schema.fieldNames())
                .containsExactly("id", "features", "image", "label", "rawPrediction", "probability", "prediction");
        assertThat(AttributeGroup.fromStructField(schema.apply("rawPrediction")).size())
                .isEqualTo(10);
        assertThat(AttributeGroup.fromStructField(schema.apply("probability")).size())
                .isEqualTo(10);
        assertThat(((NominalAttribute) Attribute.fromStructField(schema.apply("prediction")))
                        .getNumValues()
                        .get())
                .isEqualTo(10);
        assertThat(AttributeGroup.fromStructField(schema.apply("features")).size())
                .isEqualTo(64);
        assertThat(stage.model().transformSchema(digits.schema()).fieldNames())
                .containsExactlyInAnyOrder(schema.fieldNames());
    }

    @ParameterizedTest
    @MethodSource("stages")
    void leavesOutColumnsWithoutAName(Stage stage) {
        ProbabilisticClassificationModel model =
                (ProbabilisticClassificationModel) stage.model().copy(new ParamMap());
        model.setRawPredictionCol("");
        model.setProbabilityCol("");
        assertThat(model.transform(digits).columns()).containsExactly("id", "features", "image", "label", "prediction");
    }

    @ParameterizedTest
    @MethodSource("stages")
    void predictsOneRowAsItPredictsMany(Stage stage) {
        for (Row row : (List<Row>) stage.model().transform(digits).takeAsList(3)) {
            Vector features = row.getAs("features");
            assertThat(stage.model().predictRaw(features)).isEqualTo(row.getAs("rawPrediction"));
            assertThat(stage.model().predictProbability(features)).isEqualTo(row.getAs("probability"));
            assertThat(stage.model().predict(features)).isEqualTo(row.getAs("prediction"));
        }
    }

    @ParameterizedTest
    @MethodSource("stages")
    void weighsProbabilitiesByThresholds(Stage stage) {
        double[] thresholds = new double[10];
        Arrays.fill(thresholds, 1);
        thresholds[7] = 0;
        ProbabilisticClassificationModel model =
                (ProbabilisticClassificationModel) stage.model().copy(new ParamMap());
        model.setThresholds(thresholds);
        assertThat(model.transform(digits).where("prediction != 7").count()).isZero();
        assertThatThrownBy(() -> model.setThresholds(new double[] {0.5, 0.5}))
                .isInstanceOf(IllegalArgumentException.class);
        model.set("thresholds", new double[] {0.5, 0.5});
        assertThatThrownBy(() -> model.transform(digits))
                .hasMessage("Invalid thresholds: [0.5, 0.5] (must be 10, one per class)");
    }

    @ParameterizedTest
    @MethodSource("stages")
    void takesArraysAsItTakesVectors(Stage stage) {
        ProbabilisticClassificationModel model =
                (ProbabilisticClassificationModel) stage.model().copy(new ParamMap());
        model.setFeaturesCol("image");
        assertThat(rows(model.transform(digits))).isEqualTo(rows(stage.model().transform(digits)));
    }

    @ParameterizedTest
    @MethodSource("stages")
    void refusesColumnsOfAnotherType(Stage stage) {
        Dataset<Row> words = digits.withColumn("features", functions.lit("words"));
        stage.both().forEach(one -> assertThatThrownBy(() -> one.transformSchema(words.schema()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("features"));
        Dataset<Row> labels = digits.withColumn("label", functions.lit("one"));
        assertThatThrownBy(() -> stage.estimator().transformSchema(labels.schema()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("label");
        assertThatThrownBy(() ->
                        stage.model().transformSchema(digits.drop("features").schema()))
                .hasMessageContaining("features");
        assertThatThrownBy(() -> stage.model().transform(digits.withColumn("prediction", functions.lit(1.0))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("prediction");
    }

    @ParameterizedTest
    @MethodSource("stages")
    void refusesAnotherNumberOfFeaturesAsSoonAsItIsKnown(Stage stage) {
        StructType schema = new StructType()
                .add(new AttributeGroup("features", 63).toStructField())
                .add("label", DataTypes.DoubleType);
        assertThatThrownBy(() -> stage.model().transformSchema(schema))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid features: 63 features (must be 64)");
        assertThatThrownBy(() -> stage.model().predict(Vectors.dense(1, 2)))
                .hasMessage("Invalid features: 2 features (must be 64)");
    }

    @ParameterizedTest
    @MethodSource("stages")
    void refusesANetworkThatDoesNotFitOrIsNotThere(Stage stage) {
        ProbabilisticClassifier wrong =
                (ProbabilisticClassifier) stage.estimator().copy(new ParamMap());
        wrong.set("network", "{ family: mpl }");
        assertThatThrownBy(() -> wrong.transformSchema(digits.schema()))
                .hasMessageContaining("Invalid network.family: mpl (must be one of");
        wrong.set("network", "{ family: conv-2 }");
        assertThatThrownBy(() -> wrong.transformSchema(digits.schema())).hasMessageContaining("must fit the data");
        wrong.set("network", "{ family: mlp }");
        wrong.set("inputShape", new int[] {1, 8, 9});
        assertThatThrownBy(() -> wrong.transformSchema(digits.schema()))
                .hasMessage("Invalid inputShape: 1x8x9 (must hold 64 features)");
    }

    /** MLlib's own classifiers refuse them as well, in the middle of a job. */
    @ParameterizedTest
    @MethodSource("stages")
    void refusesLabelsThatAreNoClasses(Stage stage) {
        for (Object label : new Object[] {0.5, -1.0, Double.NaN, null}) {
            Dataset<Row> rows = labelled(functions.lit(label).cast("double"));
            assertThatThrownBy(() -> new LogisticRegression().fit(rows)).isInstanceOf(RuntimeException.class);
            assertThatThrownBy(() -> stage.estimator().fit(rows))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Cannot fit " + stage.estimator().uid() + ": Invalid label: " + label
                            + " (must be a whole number from 0)");
        }
    }

    @ParameterizedTest
    @MethodSource("stages")
    void refusesMoreOrFewerClassesThanThereAre(Stage stage) {
        assertThatThrownBy(() -> stage.estimator().fit(labelled(functions.lit(100))))
                .hasMessageStartingWith("Invalid label: 100 (must be below 100, unless the column's attributes tell");
        assertThatThrownBy(() -> stage.estimator().fit(digits.withColumn("label", functions.lit(0))))
                .hasMessage("Invalid label: 0 in all rows (must tell two or more classes apart)");
        NominalAttribute nominal = NominalAttribute.defaultAttr().withName("label");
        Dataset<Row> nine = labelledAs(nominal.withNumValues(9));
        assertThatThrownBy(() -> new LogisticRegression().fit(nine)).isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> stage.estimator().fit(nine)).hasMessage("Invalid label: 9 (must be in 0..8)");
        Dataset<Row> one = labelledAs(nominal.withNumValues(1));
        assertThatThrownBy(() -> stage.estimator().transformSchema(one.schema()))
                .hasMessage("Invalid label: 1 classes (must be 2 or more)");
    }

    private Dataset<Row> labelled(Column ofOneRow) {
        return digits.withColumn(
                "label",
                functions.when(functions.col("id").equalTo(7), ofOneRow).otherwise(functions.col("label")));
    }

    private Dataset<Row> labelledAs(NominalAttribute attribute) {
        return digits.withColumn("label", functions.col("label").as("label", attribute.toMetadata()));
    }

    @ParameterizedTest
    @MethodSource("stages")
    void refusesMarksThatDoNotSay(Stage stage) {
        ProbabilisticClassifier marked =
                (ProbabilisticClassifier) stage.estimator().copy(new ParamMap());
        marked.set("validationIndicatorCol", "held");
        assertThatThrownBy(() -> marked.transformSchema(digits.schema())).hasMessageContaining("held");
        assertThatThrownBy(() -> marked.fit(digits.withColumn("held", functions.lit("yes"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("held");
        assertThatThrownBy(() -> marked.fit(digits.withColumn("held", functions.expr("if(id = 7, null, id > 9)"))))
                .hasMessage("Invalid held: null (must be true or false)");
        assertThatThrownBy(() -> marked.fit(digits.withColumn("held", functions.lit(false))))
                .hasMessage("Cannot fit " + marked.uid() + ": where held is true, it has no rows");
    }

    @ParameterizedTest
    @MethodSource("stages")
    void refusesFeaturesThatAreNoNumbers(Stage stage) {
        for (String bad : new String[] {"double('NaN')", "double('Infinity')", "double(null)"}) {
            Dataset<Row> rows = digits.drop("features")
                    .withColumn(
                            "features",
                            functions.expr("transform(image, (x, i) -> if(id = 7 and i = 3, " + bad + ", double(x)))"));
            String message = "Invalid features: " + bad.replaceAll(".*\\('?|'?\\)", "");
            assertThatThrownBy(() -> stage.estimator().fit(rows)).hasMessageContaining(message);
            assertThatThrownBy(() -> stage.model().transform(rows).collectAsList())
                    .hasStackTraceContaining(message);
        }
        Dataset<Row> none = digits.withColumn("features", functions.expr("if(id = 7, null, features)"));
        assertThatThrownBy(() -> stage.estimator().fit(none)).hasMessageContaining("Invalid features: null");
        assertThatThrownBy(() -> stage.model().transform(none).collectAsList())
                .hasStackTraceContaining("Invalid features: null (must hold 64 numbers)");
    }

    @ParameterizedTest
    @MethodSource("stages")
    void refusesATableWithoutRows(Stage stage) {
        assertThatThrownBy(() -> stage.estimator().fit(digits.limit(0))).hasMessageMatching("(?s).*(empty|no rows).*");
        assertThat(stage.model().transform(digits.limit(0)).count()).isZero();
    }

    private static List<String> rows(Dataset<Row> predicted) {
        return predicted.select("id", "rawPrediction", "probability", "prediction").collectAsList().stream()
                .map(Row::toString)
                .toList();
    }
}
