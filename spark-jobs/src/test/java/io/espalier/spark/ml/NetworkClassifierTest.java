package io.espalier.spark.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.feature.StandardScaler;
import org.apache.spark.ml.feature.StringIndexer;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class NetworkClassifierTest {
    private static Dataset<Row> digits;

    @BeforeAll
    static void readDigits() throws IOException {
        digits = DigitsTable.of(600).cache();
    }

    private static NetworkClassifier classifier() {
        return new NetworkClassifier()
                .setFeaturesCol("image")
                .setNetwork("{ family: mlp, hidden: [24] }")
                .setMaxIter(4)
                .setStepSize(0.005)
                .setSeed(1);
    }

    @Test
    void learnsDigitsBehindTheStagesOfAPipeline() {
        Pipeline pipeline = new Pipeline().setStages(new PipelineStage[] {
            new StringIndexer().setInputCol("word").setOutputCol("index"),
            new VectorAssembler().setInputCols(DigitsTable.pixels()).setOutputCol("assembled"),
            new StandardScaler().setInputCol("assembled").setOutputCol("features"),
            classifier()
                    .setFeaturesCol("features")
                    .setLabelCol("index")
                    .setScaling("none")
                    .setMaxIter(10)
        });
        PipelineModel model = pipeline.fit(digits.where("id < 450"));
        double accuracy = new MulticlassClassificationEvaluator()
                .setLabelCol("index")
                .setMetricName("accuracy")
                .evaluate(model.transform(digits.where("id >= 450")));
        assertThat(accuracy).isGreaterThan(0.8);
    }

    @Test
    void givesTheSameBitsHoweverTheTableIsCut() {
        NetworkClassificationModel one = classifier().fit(digits.coalesce(1));
        NetworkClassificationModel many = classifier().fit(digits.repartition(7).orderBy(functions.rand(3)));
        assertThat(many.predicting().file()).isEqualTo(one.predicting().file());
        assertThat(predictions(one, digits.coalesce(1)))
                .isEqualTo(predictions(one, digits.repartition(5)))
                .hasSize(600);
        assertThat(SharedNetwork.open()).isZero();
    }

    private static List<String> predictions(NetworkClassificationModel model, Dataset<Row> table) {
        return model
                .transform(table)
                .select("id", "rawPrediction", "probability", "prediction")
                .collectAsList()
                .stream()
                .map(Row::toString)
                .sorted()
                .toList();
    }

    @Test
    void doesNotTrainTwiceWithAStore(@org.junit.jupiter.api.io.TempDir java.nio.file.Path store) {
        NetworkClassifier classifier = classifier().setStorePath(store.toString());
        NetworkClassificationModel first = classifier.fit(digits);
        long before = stored(store);
        assertThat(classifier.fit(digits.repartition(3)).predicting().file())
                .isEqualTo(first.predicting().file());
        assertThat(stored(store)).isEqualTo(before).isEqualTo(1);
        classifier.setMaxIter(5).fit(digits);
        assertThat(stored(store)).isEqualTo(2);
    }

    private static long stored(java.nio.file.Path store) {
        java.io.File[] folders = store.resolve("snapshots").toFile().listFiles();
        return folders == null ? 0 : folders.length;
    }

    @Test
    void stopsByTheValidationRows() {
        Dataset<Row> marked =
                digits.withColumn("held", functions.col("id").mod(5).equalTo(0));
        NetworkClassifier classifier =
                classifier().setValidationIndicatorCol("held").setKeep("best").setPatience(1);
        assertThat(classifier.fit(marked).numClasses()).isEqualTo(10);
        assertThatThrownBy(() -> classifier.fit(digits)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> classifier().setPatience(1).fit(digits))
                .hasMessage("Invalid patience: 1 (must be combined with a validationIndicatorCol)");
    }
}
