package io.espalier.spark.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.ml.classification.ProbabilisticClassificationModel;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What MLlib's own stages do, every stage of ours does: one list, no exemption. What they refuse: {@link StageRefusalsTest}. */
@SuppressWarnings({"unchecked", "rawtypes"})
class StageContractTest extends FittedStages {
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

    private static List<String> rows(Dataset<Row> predicted) {
        return predicted.select("id", "rawPrediction", "probability", "prediction").collectAsList().stream()
                .map(Row::toString)
                .toList();
    }
}
