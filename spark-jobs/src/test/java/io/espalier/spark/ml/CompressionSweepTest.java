package io.espalier.spark.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.espalier.binding.Binder;
import io.espalier.recipe.Step;
import io.espalier.spark.LocalSpark;
import io.espalier.spark.report.ChosenTrial;
import io.espalier.spark.sweep.Garbage;
import io.espalier.storage.LocalStorage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.feature.StringIndexer;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompressionSweepTest {
    @TempDir
    private static Path out;

    private static Dataset<Row> digits;
    private static CompressionSweepModel model;

    @BeforeAll
    static void runsASweepInAPipeline() throws IOException {
        digits = DigitsTable.of(600).cache();
        Pipeline pipeline = new Pipeline().setStages(new PipelineStage[] {
            new StringIndexer().setInputCol("word").setOutputCol("index"),
            new VectorAssembler().setInputCols(DigitsTable.pixels()).setOutputCol("features"),
            sweep().setLabelCol("index")
        });
        PipelineModel fitted = pipeline.fit(digits);
        model = (CompressionSweepModel) fitted.stages()[2];
        double accuracy = new MulticlassClassificationEvaluator()
                .setLabelCol("index")
                .setMetricName("accuracy")
                .evaluate(fitted.transform(digits));
        assertThat(accuracy).isGreaterThan(0.8);
    }

    private static CompressionSweep sweep() {
        return new CompressionSweep()
                .setNetwork("{ family: mlp, hidden: [24] }")
                .setRecipe("""
                    - train: { epochs: 8, optimizer: { adam: { rate: 0.005 } } }
                    - prune: { criterion: magnitude, sparsity: $sparsity }
                    """)
                .setGrid("{ sparsity: [0.3, 0.6, 0.9] }")
                .setSeeds(1, 2)
                .setControls("[random-mask]")
                .setBestWhere("bytes < 5000")
                .setOutputPath(out.toString());
    }

    @Test
    void hasItsTrialsAndItsFrontAsTables() throws Exception {
        assertThat(model.trials().count()).isEqualTo(12);
        assertThat(model.trials().where("control IS NULL").count()).isEqualTo(6);
        assertThat(model.front().columns())
                .contains("axes", "validation_error", "validation_error_margin", "test_error", "trials");
        assertThat(model.front().count()).isBetween(1L, 6L);
        assertThat(roles(model.front().collectAsList())).contains("candidate").isSubsetOf("candidate", "random-mask");
        assertThat(model.front().first().getList(model.front().first().fieldIndex("trials")))
                .hasSize(2);
    }

    /** Rows of weight 0, whose labels are wrong, teach nothing. */
    @Test
    void weighsRows() throws IOException {
        Dataset<Row> rows = LocalSpark.session()
                .range(200)
                .selectExpr("array(id % 20 - 9.5D, 1D) AS features", "id % 20 >= 10 AS right", "id < 120 AS wrong")
                .withColumn("label", functions.expr("double(right != wrong)"))
                .withColumn("w", functions.expr("if(wrong, 0, 2)"));
        CompressionSweep sweep = new CompressionSweep()
                .setNetwork("{ family: mlp, hidden: [] }")
                .setRecipe("[{ train: { epochs: 10, optimizer: { adam: { rate: 0.05 } } } }]")
                .setSeeds(1)
                .setOutputPath(out.toString());
        Dataset<Row> truth = rows.withColumn("truth", functions.expr("double(right)"));
        assertThat(right(sweep.fit(rows), truth)).isLessThan(100);
        assertThat(right(sweep.setWeightCol("w").fit(rows), truth)).isGreaterThan(180);
        assertThatThrownBy(() -> sweep.setWeightCol("none").fit(rows)).hasMessageContaining("none");
    }

    private static long right(CompressionSweepModel fitted, Dataset<Row> rows) {
        return fitted.transform(rows).where("prediction = truth").count();
    }

    @Test
    void givesTheBestNetworkWithinABudget() {
        Row row = model.trials()
                .where("control IS NULL AND bytes <= 3000")
                .orderBy("validation_error", "trial_id")
                .first();
        NetworkClassificationModel best =
                model.best("validation_error", "bytes <= 3000", "seed = " + row.getAs("seed"));
        assertThat(best.numMacs()).isEqualTo((long) row.getAs("macs"));
        assertThat(best.numParameters()).isEqualTo((long) row.getAs("parameters"));
        assertThatThrownBy(() -> model.best("validation_error", "bytes <= 3"))
                .hasMessage("Cannot choose a trial: none completed with bytes <= 3");
        assertThatThrownBy(() -> model.best("test_error"))
                .hasMessageStartingWith("Invalid column: test_error (must not be a test column");
        assertThatThrownBy(() -> model.best("bytes", "test_error < 0.5"))
                .hasMessageStartingWith("Invalid condition: test_error < 0.5 (must be an SQL condition on columns");
        assertThatThrownBy(() -> model.best("size"))
                .hasMessage("Invalid column: size (must be a column of the trials table)");
    }

    @Test
    void choosesAmongControlsTooAsTheCommandDoes() {
        for (String condition : List.of("bytes > 0", "control = 'random-mask'", "control IS NULL AND bytes <= 3000")) {
            ChosenTrial best =
                    ChosenTrial.in(LocalStorage.at(Path.of(model.folder())), "validation_error", List.of(condition));
            assertThat(model.best("validation_error", condition).numMacs()).isEqualTo(best.macs());
        }
        assertThat(model.best("validation_error", "control = 'random-mask'").numParameters())
                .isPositive();
    }

    private static Set<String> roles(List<Row> front) {
        return front.stream().map(row -> row.<String>getAs("role")).collect(Collectors.toSet());
    }

    @Test
    void leavesNothingUnusedInItsStoreWhoseDataSayWhatItIs() throws IOException {
        Path store = out.resolve("store");
        Garbage garbage = Garbage.in(LocalStorage.at(store), LocalStorage.at(out.resolve(model.folder())), List.of());
        assertThat(garbage.stored()).isPositive();
        assertThat(garbage.unused()).isEmpty();

        Path data = store.resolve("_data");
        Path away = Files.move(data, store.resolve("_away"));
        assertThatThrownBy(() ->
                        Garbage.in(LocalStorage.at(store), LocalStorage.at(out.resolve(model.folder())), List.of()))
                .hasMessageStartingWith("Cannot read data-frame: only a fit of CompressionSweep has its rows")
                .hasMessageContaining("; nor does " + store + " hold data that give trial ");
        Files.move(away, data);
    }

    @Test
    void doesNothingTwice() {
        CompressionSweep more = sweep().setFeaturesCol("image").setGrid("{ sparsity: [0.3, 0.6, 0.9, 0.95] }");
        CompressionSweepModel grown = more.fit(digits.repartition(3));
        assertThat(grown.folder()).isNotEqualTo(model.folder());
        assertThat(grown.trials().count()).isEqualTo(16);
        assertThat(more.fit(digits).trials().except(grown.trials()).count()).isZero();
    }

    @Test
    void knowsRowsByTheirContent() {
        CompressionSweep stage = sweep().setFeaturesCol("image")
                .setRecipe("[{ train: { epochs: 1 } }, { prune: { criterion: magnitude, sparsity: $sparsity } }]")
                .setGrid("{ sparsity: [0.5] }")
                .setSeeds(1)
                .setControls("[]");
        Dataset<Row> rows = digits.limit(300).cache();
        CompressionSweepModel first = stage.fit(rows);
        assertThat(stage.fit(rows.orderBy(functions.rand(1)).repartition(5)).folder())
                .isEqualTo(first.folder());

        Dataset<Row> relabelled = rows.withColumn("label", functions.expr("if(label = 0, 1, if(label = 1, 0, label))"));
        CompressionSweepModel other = stage.fit(relabelled);
        assertThat(other.folder()).isNotEqualTo(first.folder());
        assertThat(other.trials().select("trial_id", "data_hash").first())
                .satisfies(row -> assertThat(row.getString(0))
                        .isNotEqualTo(first.trials().select("trial_id").first().getString(0)))
                .satisfies(row -> assertThat(row.getString(1))
                        .isNotEqualTo(first.trials().select("data_hash").first().getString(0)));
        assertThat(stage.fit(rows).trials().count()).isEqualTo(1);
    }

    @Test
    void showsBaselinesAmongItsTrials() {
        CompressionSweep beside = sweep().setFeaturesCol("image")
                .setBaselines("[{ logistic-regression: { elastic-net-param: 1, max-iter: 5, reg-param: 0.01 } }]");
        CompressionSweepModel fitted = beside.fit(digits);
        assertThat(fitted.trials().count()).isEqualTo(14);
        assertThat(fitted.trials()
                        .where("state = 'COMPLETED' AND axes LIKE '%logistic-regression%'")
                        .count())
                .isEqualTo(2);
    }

    @Test
    void takesRecipesBuiltInJavaAndWholeFiles() {
        CompressionSweep built = sweep().setRecipe(
                        new Binder(getClass().getClassLoader()).parse("{\"train\":{\"epochs\":1}}", Step.class))
                .setGrid(Map.of())
                .setBestWhere("seed = 4")
                .setSeeds(4);
        assertThat(built.fit(digits.withColumnRenamed("image", "features"))
                        .trials()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void choosesOnTheRowsThatAreMarked() {
        CompressionSweep marked = sweep().setFeaturesCol("image").setValidationIndicatorCol("held");
        CompressionSweepModel tenth = marked.fit(digits.withColumn("held", functions.expr("id % 10 = 0")));
        assertThat(errors(tenth, "validation_error"))
                .allSatisfy(error -> assertThat(error * 60).isCloseTo(Math.rint(error * 60), within(1e-9)));
        assertThat(hashes(marked.fit(digits.withColumn("held", functions.expr("id % 10 = 1")))))
                .doesNotContainAnyElementsOf(hashes(tenth));
        assertThatThrownBy(
                        () -> marked.setData("{ validation: 0.3 }").fit(digits.withColumn("held", functions.lit(true))))
                .hasMessage("Invalid data.validation: 0.3 (must be omitted: validationIndicatorCol marks the rows)");
    }

    private static List<Double> errors(CompressionSweepModel model, String column) {
        return model.trials().select(column).as(Encoders.DOUBLE()).collectAsList();
    }

    private static List<String> hashes(CompressionSweepModel model) {
        return model.trials().select("data_hash").as(Encoders.STRING()).collectAsList();
    }

    @Test
    void tellsHowFarItIsWhenAsked() {
        PrintStream before = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            sweep().setFeaturesCol("image").setName("silent").fit(digits);
            assertThat(printed.toString(StandardCharsets.UTF_8)).doesNotContain("trials");
            sweep().setFeaturesCol("image").setName("told").setVerbose(true).fit(digits);
            assertThat(printed.toString(StandardCharsets.UTF_8))
                    .contains("trials")
                    .contains("12/12");
        } finally {
            System.setErr(before);
        }
    }
}
